import { expect, it } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import { openHouse } from '../support/house.ts'
import { gatewayToken } from '../support/server.ts'
import { until } from '../support/until.ts'

interface Line {
  level: number
  msg: string
}

it('What ends because its client has left is told as that, and not as a fault', async () => {
  const begun = Promise.withResolvers<unknown>()
  const ended = Promise.withResolvers<unknown>()
  const { url, lines } = await openHouse('invokeTool', async ({ signal }) => {
    begun.resolve(true)
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve)
    })
    ended.resolve(true)
    throw new GatewayError('unavailable', 'The call was aborted.')
  })
  const client = new AbortController()
  const call = fetch(`${url}/api/tools/read/invoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gatewayToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ params: { path: '/a' } }),
    signal: client.signal,
  }).catch(() => undefined)
  await begun.promise
  client.abort()
  await Promise.all([call, ended.promise])
  const told = await until(() => {
    const found = lines
      .map((line) => JSON.parse(line) as Line)
      .find(({ msg }) => msg.startsWith('request'))
    if (found === undefined) throw new Error('Nothing is told yet.')
    return found
  })
  expect(told).toMatchObject({ level: 30, msg: 'request ended: its client has left' })
})
