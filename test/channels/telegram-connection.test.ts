import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { TelegramServer } from '../support/telegram-server.ts'
import { RunningTelegram } from './running-telegram.ts'

const waiting = { timeout: 15_000, interval: 20 }

const connected = (bot: RunningTelegram): Promise<void> =>
  vi.waitFor(() => {
    expect(bot.state).toEqual({ status: 'connected' })
  }, waiting)

test.concurrent('tells that it connects and that it is connected', async () => {
  await using server = await TelegramServer.start()
  const { token } = server
  await using bot = RunningTelegram.start({ apiRoot: `${server.apiRoot}/`, token })
  expect(bot.states).toEqual([{ status: 'connecting' }])
  await connected(bot)
  expect(server.calls('getMe')).toHaveLength(1)
  await bot.channel.stop()
  const statuses = bot.states.map(({ status }) => status)
  expect(statuses).toEqual(['connecting', 'connected', 'disconnected'])
})

test.concurrent('asks for messages alone, and the first time without waiting', async () => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  await vi.waitFor(() => {
    expect(server.calls('getUpdates')).toEqual([
      { offset: 0, timeout: 0, allowed_updates: ['message'] },
      { offset: 0, timeout: 30, allowed_updates: ['message'] },
    ])
  }, waiting)
})

test.concurrent(
  'comes back after the network was gone, and receives what was said meanwhile',
  async () => {
    await using server = await TelegramServer.start()
    await using bot = RunningTelegram.start(server)
    await connected(bot)
    await server.disconnect()
    await vi.waitFor(() => {
      expect(bot.state?.status).toBe('disconnected')
    }, waiting)
    await vi.waitFor(() => {
      expect(bot.state?.reason).toBe('Telegram could not be reached (ECONNREFUSED).')
    }, waiting)
    await server.say('meanwhile')
    await server.connect()
    await connected(bot)
    expect(bot.received.map(({ message }) => message)).toEqual(['meanwhile'])
    expect(server.calls('getMe')).toHaveLength(1)
  },
)

test.concurrent.each([
  { error_code: 401, description: 'Unauthorized' },
  { error_code: 404, description: 'Not Found' },
])('gives up on a token that Telegram refuses with $error_code', async (refusal) => {
  await using server = await TelegramServer.start()
  server.fail('getMe', refusal)
  await using bot = RunningTelegram.start(server)
  const reason = `Telegram refused the bot token: ${refusal.error_code} ${refusal.description}`
  await vi.waitFor(() => {
    expect(bot.state).toEqual({ status: 'error', reason })
  }, waiting)
  // Longer than the first retry would take.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(server.calls('getMe')).toHaveLength(1)
  expect(bot.states).toHaveLength(2)
  await bot.channel.stop()
})

test.concurrent('gives up when the token is revoked later', async () => {
  await using server = await TelegramServer.start()
  server.fail('getUpdates', { error_code: 401, description: 'Unauthorized' })
  await using bot = RunningTelegram.start(server)
  await vi.waitFor(() => {
    expect(bot.state?.status).toBe('error')
  }, waiting)
})

test.concurrent('tells of another poller, and goes on trying', async () => {
  await using server = await TelegramServer.start()
  await using first = RunningTelegram.start(server)
  await connected(first)
  await vi.waitFor(() => {
    expect(server.calls('getUpdates').length).toBe(2)
  }, waiting)
  await using second = RunningTelegram.start(server)
  await vi.waitFor(() => {
    expect(first.states).toContainEqual({
      status: 'disconnected',
      reason:
        'Telegram answered 409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
  }, waiting)
  await second.channel.stop()
  await connected(first)
})

test.concurrent('waits as long as a 429 asks for', async () => {
  await using server = await TelegramServer.start()
  server.fail('getUpdates', {
    error_code: 429,
    description: 'Too Many Requests: retry after 3',
    parameters: { retry_after: 3 },
  })
  const begun = performance.now()
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  expect(performance.now() - begun).toBeGreaterThanOrEqual(3_000)
})

test.concurrent.each([
  { page: 404 },
  { page: 502 },
  { error_code: 500, description: 'Internal' },
  'reset',
] as const)('connects in spite of %o', async (fault) => {
  await using server = await TelegramServer.start()
  server.fail('getMe', fault)
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  expect(bot.states.map(({ status }) => status)).toEqual([
    'connecting',
    'disconnected',
    'connected',
  ])
})

test.concurrent('does not flood a server that answers a long poll at once', async () => {
  let polls = 0
  const server = createServer((req, res) => {
    const me = req.url?.endsWith('/getMe') === true
    if (!me) polls += 1
    res.end(JSON.stringify({ ok: true, result: me ? { id: 666, is_bot: true } : [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const bot = RunningTelegram.start({ apiRoot: `http://127.0.0.1:${port}`, token: '1:x' })
  await connected(bot)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(polls).toBeLessThan(10)
  await bot.channel.stop()
  server.close()
})

test.concurrent('stops at once while it polls, connects or waits', async () => {
  await using server = await TelegramServer.start()
  await using polling = RunningTelegram.start(server)
  await connected(polling)
  await polling.channel.stop()

  server.fail('getMe', 'hang')
  await using connecting = RunningTelegram.start(server)
  await vi.waitFor(() => {
    expect(server.calls('getMe').length).toBe(2)
  }, waiting)
  await connecting.channel.stop()

  const parameters = { retry_after: 3_000 }
  server.fail('getMe', { error_code: 429, description: 'Too Many Requests', parameters })
  await using pausing = RunningTelegram.start(server)
  await vi.waitFor(() => {
    expect(pausing.state?.status).toBe('disconnected')
  }, waiting)
  await pausing.channel.stop()
  expect(server.calls('getMe')).toHaveLength(3)
})

test.concurrent('never tells the token', async () => {
  await using server = await TelegramServer.start()
  const echo = { error_code: 500, description: `no route to /bot${server.token}/getMe` }
  server.fail('getMe', 'reset', echo, { page: 404 })
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  await server.disconnect()
  await vi.waitFor(() => {
    expect(bot.state?.status).toBe('disconnected')
  }, waiting)
  expect(bot.told).toContain('no route to /bot[redacted]/getMe')
  expect(bot.told).not.toContain(server.token)

  await using other = RunningTelegram.start({
    apiRoot: 'http://user:canary-password@127.0.0.1:9',
    token: server.token,
  })
  await vi.waitFor(() => {
    expect(other.state?.status).toBe('disconnected')
  }, waiting)
  expect(other.told).not.toMatch(/canary/)
})
