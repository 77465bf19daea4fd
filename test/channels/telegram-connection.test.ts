import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { createTelegram } from '../../src/channels/telegram/telegram.ts'
import { ChannelHouse } from '../support/channel-context.ts'
import { TelegramServer } from '../support/telegram-server.ts'

const waiting = { timeout: 15_000, interval: 20 }

function run(config: { apiRoot: string; token: string }, house: ChannelHouse): Channel {
  const { apiRoot, token: botToken } = config
  const channel = createTelegram(
    { type: 'telegram', enabled: true, botToken, apiRoot },
    house.context,
  )
  onTestFinished(() => channel.stop())
  channel.start()
  return channel
}

const connected = (house: ChannelHouse): Promise<void> =>
  expect.poll(() => house.state, waiting).toEqual({ status: 'connected' })

test('tells that it connects and that it is connected', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  const channel = run({ apiRoot: `${server.apiRoot}/`, token: server.token }, house)
  expect(house.states).toEqual([{ status: 'connecting' }])
  await connected(house)
  expect(server.calls('getMe')).toHaveLength(1)
  await channel.stop()
  expect(house.states.map(({ status }) => status)).toEqual([
    'connecting',
    'connected',
    'disconnected',
  ])
})

test('asks for nothing but messages, and for the first time without waiting', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  run(server, house)
  await expect.poll(() => server.calls('getUpdates').length, waiting).toBe(2)
  expect(server.calls('getUpdates')).toEqual([
    { offset: 0, timeout: 0, allowed_updates: ['message'] },
    { offset: 0, timeout: 30, allowed_updates: ['message'] },
  ])
})

test('comes back after the network was gone, and receives what was said meanwhile', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  run(server, house)
  await connected(house)
  await server.disconnect()
  await expect.poll(() => house.state?.status, waiting).toBe('disconnected')
  await expect
    .poll(() => house.state?.reason, waiting)
    .toBe('Telegram could not be reached (ECONNREFUSED).')
  await server.say('meanwhile')
  await server.connect()
  await connected(house)
  expect(house.received.map(({ message }) => message)).toEqual(['meanwhile'])
  expect(server.calls('getMe')).toHaveLength(1)
})

test.each([
  { error_code: 401, description: 'Unauthorized' },
  { error_code: 404, description: 'Not Found' },
])('gives up on a token that Telegram refuses with $error_code', async (refusal) => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  server.fail('getMe', refusal)
  const channel = run(server, house)
  const reason = `Telegram refused the bot token: ${refusal.error_code} ${refusal.description}`
  await expect.poll(() => house.state, waiting).toEqual({ status: 'error', reason })
  // Longer than the first retry would take.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(server.calls('getMe')).toHaveLength(1)
  expect(house.states).toHaveLength(2)
  await channel.stop()
})

test('gives up when the token is revoked later', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  server.fail('getUpdates', { error_code: 401, description: 'Unauthorized' })
  run(server, house)
  await expect.poll(() => house.state?.status, waiting).toBe('error')
})

test('tells of another poller, and goes on trying', async () => {
  await using server = await TelegramServer.start()
  const first = new ChannelHouse('telegram')
  run(server, first)
  await connected(first)
  await expect.poll(() => server.calls('getUpdates').length, waiting).toBe(2)
  const second = new ChannelHouse('telegram')
  const other = run(server, second)
  await expect
    .poll(() => first.states, waiting)
    .toContainEqual({
      status: 'disconnected',
      reason:
        'Telegram answered 409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
  await other.stop()
  await connected(first)
})

test('waits as long as a 429 asks for', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  server.fail('getUpdates', {
    error_code: 429,
    description: 'Too Many Requests: retry after 3',
    parameters: { retry_after: 3 },
  })
  const begun = performance.now()
  run(server, house)
  await connected(house)
  expect(performance.now() - begun).toBeGreaterThanOrEqual(3_000)
})

test.each([
  { page: 404 },
  { page: 502 },
  { error_code: 500, description: 'Internal' },
  'reset',
] as const)('connects in spite of %o', async (fault) => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  server.fail('getMe', fault)
  run(server, house)
  await connected(house)
  expect(house.states.map(({ status }) => status)).toEqual([
    'connecting',
    'disconnected',
    'connected',
  ])
})

test('does not flood a server that answers a long poll at once', async () => {
  let polls = 0
  const server = createServer((req, res) => {
    const me = req.url?.endsWith('/getMe') === true
    if (!me) polls += 1
    res.end(JSON.stringify({ ok: true, result: me ? { id: 666, is_bot: true } : [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const house = new ChannelHouse('telegram')
  run({ apiRoot: `http://127.0.0.1:${port}`, token: '1:x' }, house)
  await connected(house)
  await expect.poll(() => polls, waiting).toBeGreaterThanOrEqual(3)
  expect(polls).toBeLessThan(10)
})

test('stops at once while it polls, connects or waits', async () => {
  await using server = await TelegramServer.start()
  const polling = new ChannelHouse('telegram')
  const first = run(server, polling)
  await connected(polling)
  await first.stop()

  server.fail('getMe', 'hang')
  const second = run(server, new ChannelHouse('telegram'))
  await expect.poll(() => server.calls('getMe').length, waiting).toBe(2)
  await second.stop()

  const waitingHouse = new ChannelHouse('telegram')
  const fault = { error_code: 429, description: 'Slow', parameters: { retry_after: 3_000 } }
  server.fail('getMe', fault)
  const third = run(server, waitingHouse)
  await expect.poll(() => waitingHouse.state?.status, waiting).toBe('disconnected')
  await third.stop()
  expect(server.calls('getMe')).toHaveLength(3)
})

test('never tells the token', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  const echo = { error_code: 500, description: `no route to /bot${server.token}/getMe` }
  server.fail('getMe', 'reset', echo, { page: 404 })
  run(server, house)
  await connected(house)
  await server.disconnect()
  await expect.poll(() => house.state?.status, waiting).toBe('disconnected')
  expect(house.told).toContain('no route to /bot[redacted]/getMe')
  expect(house.told).not.toContain(server.token)

  const credentials = new ChannelHouse('telegram')
  run({ apiRoot: 'http://user:canary-password@127.0.0.1:9', token: server.token }, credentials)
  await expect.poll(() => credentials.state?.status, waiting).toBe('disconnected')
  expect(credentials.told).not.toMatch(/canary/)
})
