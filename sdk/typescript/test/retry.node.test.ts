import { expect, it } from 'vitest'
import { OpenClaw } from '../src/index.ts'
import { usePeer } from './support/peer.ts'
import { openScriptedClient, token } from './support/scripted.ts'

it('says with what code nobody listens', async () => {
  const { url } = await usePeer('nobody')
  const attempts: number[] = []
  const claw = new OpenClaw({
    baseUrl: url,
    token,
    hooks: { onRequest: ({ attempt }) => attempts.push(attempt) },
  })
  await expect(claw.status({ maxRetries: 1 })).rejects.toThrow(/ECONNREFUSED.*`baseUrl`/)
  expect(attempts).toEqual([1, 2])
})

it('says where a POST is led that it does not follow', async () => {
  const { claw, requests } = await openScriptedClient({
    steps: [{ status: 301, headers: { location: 'https://gateway.example/api/messages' } }],
  })
  await expect(
    claw.messages.send({ channel: 'support', userId: '42', message: 'Hello' }),
  ).rejects.toThrow(/leads to https:\/\/gateway\.example\/.*`baseUrl`/)
  expect(await requests()).toHaveLength(1)
})
