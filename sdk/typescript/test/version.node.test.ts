import { expect, it } from 'vitest'
import { ConnectionError, OpenClaw } from '../src/index.ts'
import { usePeer } from './support/peer.ts'
import { token } from './support/scripted.ts'

it('A wrong address where nobody listens is said with the code of the connection', async () => {
  const { url: baseUrl } = await usePeer('nobody')
  const claw = new OpenClaw({ baseUrl, token, maxRetries: 0 })
  const error: unknown = await claw.status().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ConnectionError)
  expect((error as Error).message).toContain(baseUrl)
  expect((error as Error).message).toContain('ECONNREFUSED')
  expect((error as Error).message).toMatch(/Is the gateway running there.*`baseUrl`/)
})
