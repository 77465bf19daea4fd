import { expect, test } from 'vitest'
import { DiscordServer } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { RunningDiscord, timePasses } from './running-discord.ts'

const invalid = '{"op":9,"d":false}'
const fault = 'Discord sent something that could not be read: the connection is made again.'

const READY = (d: unknown): string => JSON.stringify({ op: 0, t: 'READY', s: 1, d })

async function stopsForGood(server: DiscordServer, bot: RunningDiscord): Promise<void> {
  await bot.channel.stop()
  const { urls, held } = server.gateway
  const made = urls.length
  const from = performance.now()
  await until(() => {
    expect(held.filter(({ destroyed }) => !destroyed)).toHaveLength(0)
  })
  // The library's time limit is 10 s.
  expect(performance.now() - from).toBeLessThan(5_000)
  await timePasses()
  expect(urls).toHaveLength(made)
  expect(server.gateway.connections).toBe(0)
  expect(bot.state).toEqual({ status: 'disconnected', reason: 'stopped' })
}

test.concurrent.each([
  ['its handshake', (server: DiscordServer) => (server.gateway.heldMost = 1)],
  ['hello', (server: DiscordServer) => server.gateway.instead.hello.push('')],
])('stops for good while it waits for %s', async (_what, hold) => {
  await using server = await DiscordServer.start()
  hold(server)
  await using bot = RunningDiscord.start(server)
  await until(() => {
    expect(server.gateway.urls).toHaveLength(1)
  })
  await stopsForGood(server, bot)
})

test.concurrent('stops for good while it waits for its session', async () => {
  await using server = await DiscordServer.start()
  server.gateway.instead.READY.push('')
  await using bot = RunningDiscord.start(server)
  await until(() => {
    expect(server.gateway.asked).toEqual(['identify'])
  })
  await stopsForGood(server, bot)
})

test.concurrent('stops for good while it comes back from a session that is invalid', async () => {
  await using server = await DiscordServer.start()
  server.gateway.instead.READY.push(invalid)
  await using bot = RunningDiscord.start(server)
  await bot.becomes('disconnected')
  server.gateway.heldMost = 1
  await until(() => {
    expect(server.gateway.held).toHaveLength(1)
  })
  await stopsForGood(server, bot)
})

test.concurrent('begins no more sessions than Discord allows', async () => {
  await using server = await DiscordServer.start()
  const calls = (): number => server.calls('GET /gateway/bot').length
  server.gateway.instead.READY.push(invalid, invalid)
  await using bot = RunningDiscord.start(server)
  await bot.becomes('disconnected')
  expect(bot.state?.reason).toBe('Discord ended the session.')
  await until(() => {
    expect(server.gateway.asked).toEqual(['identify', 'identify'])
  })
  expect(calls()).toBe(2)
  server.rest.sessionsLeft = 0
  await until(() => {
    expect(bot.state?.reason).toBe('Discord lets this bot connect again in 1 s.')
  })
  expect(server.gateway.urls).toHaveLength(2)
  server.rest.sessionsLeft = 1
  await bot.isConnected()
  expect(server.gateway.asked).toEqual(['identify', 'identify', 'identify'])
  expect(bot.faults).toEqual([])
})

test.concurrent('resumes when Discord says that it may', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.broadcast({ op: 9, d: true })
  await bot.becomes('disconnected')
  await bot.isConnected()
  server.gateway.close(4_200)
  await bot.becomes('disconnected')
  await bot.isConnected()
  expect(server.gateway.asked).toEqual(['identify', 'resume', 'resume'])
})

test.concurrent('leaves a connection that is frozen', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.freeze()
  const from = performance.now()
  await bot.becomes('disconnected')
  await bot.isConnected()
  server.gateway.freeze()
  await bot.channel.stop()
  // The library alone waits for 30 s, each time.
  expect(performance.now() - from).toBeLessThan(15_000)
})

test.concurrent('beats once an interval after a first heartbeat that nobody answered', async () => {
  await using server = await DiscordServer.start(undefined, 250)
  const { gateway } = server
  gateway.deafTo = 1_000
  gateway.instead.hello.push('{"op":10,"d":{"heartbeat_interval":400}}\n{"op":1}')
  await using bot = RunningDiscord.start(server)
  await bot.becomes('disconnected')
  gateway.deafTo = 0
  await bot.isConnected()
  const beats = async (many: number): Promise<void> => {
    const before = gateway.heartbeats
    await until(() => {
      expect(gateway.heartbeats).toBeGreaterThanOrEqual(before + many)
    })
  }
  await beats(1)
  const from = performance.now()
  await beats(20)
  expect(performance.now() - from).toBeGreaterThan(18 * 250)
  expect(bot.faults).toEqual([])
})

test.concurrent.each([
  ['op 9 without d', '{"op":9}'],
  ['a second hello', '{"op":10,"d":{"heartbeat_interval":250}}'],
  ['a hello without d', '{"op":10}'],
  ['an event without anything', '{"op":0}'],
  ['a session of nobody', READY({ session_id: 'x', resume_gateway_url: 'ws://127.0.0.1:1' })],
  ['a session without d', READY(null)],
  ['null', 'null'],
  ['a number', '7'],
  ['no JSON', '<html>'],
])('comes back from %s', async (_what, text) => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.broadcast(text)
  await bot.becomes('disconnected')
  expect(bot.state?.reason).toBe('Discord sent what could not be read.')
  await bot.isConnected()
  expect(bot.faults).toEqual([fault])
  expect(server.gateway.asked).toEqual(['identify', 'resume'])
})

test.concurrent.each([
  ['without d', '{"op":10}'],
  ['without an interval', '{"op":10,"d":{}}'],
  ['without a pause', '{"op":10,"d":{"heartbeat_interval":0}}'],
  ['that is none', '{"op":11}'],
])('comes back from a hello %s', async (_what, text) => {
  await using server = await DiscordServer.start()
  server.gateway.instead.hello.push(text)
  await using bot = await RunningDiscord.connected(server)
  expect(bot.faults).toEqual([fault])
  await stopsForGood(server, bot)
})

test.concurrent.each([
  ['without d', '{"op":0,"t":"READY","s":1}'],
  ['without a user', READY({ session_id: 'x' })],
  ['of a user that has no id', READY({ session_id: 'x', user: { id: '.*' } })],
])('comes back from a session %s', async (_what, text) => {
  await using server = await DiscordServer.start()
  server.gateway.instead.READY.push(text)
  await using bot = await RunningDiscord.connected(server)
  expect(bot.faults).toEqual([fault])
  expect(server.gateway.asked).toEqual(['identify', 'identify'])
})

test.concurrent.each(['foo://bar', 'ws://', 'ws://127.0.0.1/#fragment', 'nowhere'])(
  'resumes at the gateway when it is sent to %s',
  async (resumeUrl) => {
    await using server = await DiscordServer.start()
    server.gateway.resumeUrl = resumeUrl
    await using bot = await RunningDiscord.connected(server)
    server.cut()
    await bot.becomes('disconnected')
    await bot.isConnected()
    expect(server.gateway.asked).toEqual(['identify', 'resume'])
    expect(bot.faults).toEqual([])
  },
)
