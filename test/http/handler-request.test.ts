import { request } from 'node:http'
import { expect, test } from 'vitest'
import { allScopes } from '../../src/generated/operations.ts'
import { accepted, type HandlerRequest, ok } from '../../src/handlers/handler.ts'
import { openHouse } from '../support/house.ts'
import { gatewayToken } from '../support/server.ts'

const authorization = `Bearer ${gatewayToken}`

test('a handler gets the parts of a request in the types of the contract, defaults filled in', async () => {
  const seen: HandlerRequest<'listEvents'>[] = []
  const { url } = await openHouse('listEvents', (given) => {
    seen.push(given)
    return ok({ events: [], nextAfter: 0, newest: 0 })
  })
  const ask = (query: string) =>
    fetch(`${url}/api/events${query}`, { headers: { authorization, 'x-other': 'x' } })
  expect((await ask('')).status).toBe(200)
  expect((await ask('?after=12&limit=3&types=error,message:sent')).status).toBe(200)
  expect(seen.map(({ query }) => ({ ...query }))).toEqual([
    { limit: 50 },
    { after: 12, limit: 3, types: ['error', 'message:sent'] },
  ])
  expect(seen[0]).toMatchObject({
    path: {},
    headers: {},
    caller: { name: 'gateway', scopes: new Set(allScopes) },
  })
})

test('headers come under the names of the contract, and only those of the operation', async () => {
  const seen: HandlerRequest<'receiveWebhook'>[] = []
  const { url } = await openHouse('receiveWebhook', (given) => {
    seen.push(given)
    const at = '2026-02-14T12:00:00.000Z'
    return accepted({
      id: 'message-1',
      sessionId: 'session-1',
      channel: given.path.channel,
      userId: given.body.userId,
      direction: 'inbound',
      message: given.body.message,
      status: 'received',
      createdAt: at,
      updatedAt: at,
    })
  })
  const body = '{ "userId": "user-1", "message": "Hello" }'
  const headers = {
    'content-type': 'application/json',
    'Webhook-Id': 'msg_1',
    'Webhook-Timestamp': '1',
    'Webhook-Signature': 'v1,x',
  }
  const response = await fetch(`${url}/hooks/support`, { method: 'POST', headers, body })
  expect(response.status).toBe(202)
  const [given] = seen
  expect(given).toMatchObject({
    path: { channel: 'support' },
    headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': '1' },
    body: { userId: 'user-1', message: 'Hello' },
    caller: { name: 'anonymous', scopes: new Set() },
  })
  expect(Object.keys(given?.headers ?? {}).sort()).toEqual(['webhook-id', 'webhook-timestamp'])
  expect(given?.raw.body.toString()).toBe(body)
  expect(given?.raw.headers['webhook-signature']).toBe('v1,x')
})

test('its signal is aborted when the client goes away', async () => {
  const arrived = Promise.withResolvers<AbortSignal>()
  const { url } = await openHouse('getHealth', async ({ signal }) => {
    arrived.resolve(signal)
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve)
    })
    return ok({ status: 'ok', version: '1', uptime: 1 })
  })
  const asked = request(`${url}/health`).end()
  asked.on('error', () => undefined)
  const signal = await arrived.promise
  expect(signal.aborted).toBe(false)
  asked.destroy()
  await expect.poll(() => signal.aborted).toBe(true)
})

test('its signal is not aborted when it has answered', async () => {
  const signals: AbortSignal[] = []
  const { url } = await openHouse('getHealth', ({ signal }) => {
    signals.push(signal)
    return ok({ status: 'ok', version: '1', uptime: 1 })
  })
  for (let index = 0; index < 3; index += 1) {
    const response = await fetch(`${url}/health`, { headers: { connection: 'close' } })
    await response.text()
  }
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, false])
})
