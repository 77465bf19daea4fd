import { expect, test } from 'vitest'
import { apiError, DiscordServer, type Fault, rateLimited } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { outbound, RunningDiscord, timePasses } from './running-discord.ts'

const gatewayBot = 'GET /gateway/bot'
const sessions = { total: 1e9, remaining: 1e9, reset_after: 0, max_concurrency: 1 }

async function stops(bot: RunningDiscord): Promise<void> {
  await bot.channel.stop()
  expect(bot.state).toEqual({ status: 'disconnected', reason: 'stopped' })
}

test.concurrent('tells that it connects and that it is connected', async () => {
  await using server = await DiscordServer.start()
  await using bot = RunningDiscord.start({ apiRoot: `${server.apiRoot}/`, token: server.token })
  expect(bot.states).toEqual([{ status: 'connecting' }])
  await bot.isConnected()
  expect(server.gateway.asked).toEqual(['identify'])
  expect(server.gateway.urls).toEqual(['/?v=10&encoding=json'])
  await stops(bot)
  expect(bot.states.map(({ status }) => status)).toEqual([
    'connecting',
    'connected',
    'disconnected',
  ])
})

test.concurrent('gives up on a token that the REST API refuses', async () => {
  await using server = await DiscordServer.start()
  const { apiRoot } = server
  await using bot = RunningDiscord.start({ apiRoot, token: 'canary-wrong-token' })
  await bot.becomes('error')
  expect(bot.state?.reason).toBe('Discord refused the bot token (401).')
  expect(bot.states).toHaveLength(2)
  await timePasses()
  expect(bot.states).toHaveLength(2)
  expect(server.calls(gatewayBot)).toHaveLength(1)
  expect(server.gateway.urls).toEqual([])
  await stops(bot)
  expect(bot.told).not.toContain('canary')
})

test.concurrent.each([
  [4_004, 'Discord refused the bot token (4004).'],
  [
    4_014,
    'Discord refused the intents: switch on "Message Content Intent" for this bot in the developer portal (4014).',
  ],
  [
    4_013,
    'Discord refused the intents: switch on "Message Content Intent" for this bot in the developer portal (4013).',
  ],
])('gives up when the gateway closes with %i', async (code, reason) => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.close(code)
  await until(() => {
    expect(bot.state).toEqual({ status: 'error', reason })
  })
  await timePasses()
  expect(bot.states).toHaveLength(3)
  await stops(bot)
  expect(server.gateway.urls).toHaveLength(1)
})

test.concurrent('gives up at once without the message content intent', async () => {
  await using server = await DiscordServer.start()
  server.gateway.grantsMessageContent = false
  await using bot = RunningDiscord.start(server)
  await bot.becomes('error')
  expect(bot.state?.reason).toContain('Message Content Intent')
  await stops(bot)
  expect(server.gateway.asked).toEqual(['identify'])
})

test.concurrent('connects when a server that was down is up', async () => {
  await using server = await DiscordServer.start()
  await server.disconnect()
  await using bot = RunningDiscord.start(server)
  await bot.becomes('disconnected')
  expect(bot.state?.reason).toBe('Discord could not be reached (ECONNREFUSED).')
  await server.connect()
  await bot.isConnected()
})

test.concurrent.each<Fault>([
  { status: 500 },
  { status: 404, body: '<html>A proxy</html>' },
  { status: 200, body: { url: 'https://example.com' } },
  { status: 200, body: '<html>A portal</html>' },
  { status: 200, body: { url: 'ws://127.0.0.1:1', shards: 1, session_start_limit: null } },
  { status: 200, body: { url: 'ws://127.0.0.1:1', shards: 1e9, session_start_limit: sessions } },
  { status: 200, body: { url: 'ws://127.0.0.1:1#', shards: 1, session_start_limit: sessions } },
  { status: 401, body: '<html>A proxy</html>' },
  'reset',
])('connects in spite of %j', async (fault) => {
  await using server = await DiscordServer.start()
  server.fail(gatewayBot, fault)
  await using bot = await RunningDiscord.connected(server)
  expect(bot.states.map(({ status }) => status)).toEqual([
    'connecting',
    'disconnected',
    'connected',
  ])
})

test.concurrent('waits as long as a 429 asks for', async () => {
  await using server = await DiscordServer.start()
  server.fail(gatewayBot, rateLimited(3))
  await using bot = RunningDiscord.start(server)
  await bot.becomes('disconnected')
  expect(bot.state?.reason).toBe('Discord asks to wait for 4 s.')
  await bot.isConnected()
  expect(server.calls(gatewayBot)).toHaveLength(2)
})

test.concurrent('waits until Discord lets it connect again', async () => {
  await using server = await DiscordServer.start()
  server.rest.sessionsLeft = 0
  await using bot = RunningDiscord.start(server)
  await bot.becomes('disconnected')
  expect(bot.state?.reason).toBe('Discord lets this bot connect again in 1 s.')
  expect(server.gateway.asked).toEqual([])
  server.rest.sessionsLeft = 1
  await bot.isConnected()
})

test.concurrent('comes back from a connection that is dead but open', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.deafTo = 2
  await bot.becomes('disconnected')
  server.say('meanwhile')
  await bot.isConnected()
  await until(() => {
    expect(bot.texts).toEqual(['meanwhile'])
  })
  expect(server.gateway.asked).toEqual(['identify', 'resume'])
})

test.concurrent('answers a heartbeat that Discord asks for', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const { heartbeats } = server.gateway
  server.gateway.broadcast({ op: 1 })
  await until(() => {
    expect(server.gateway.heartbeats).toBeGreaterThan(heartbeats)
  })
  expect(bot.state).toEqual({ status: 'connected' })
})

test.concurrent('makes as many connections as Discord asks for', async () => {
  await using server = await DiscordServer.start()
  server.rest.shards = 3
  await using bot = await RunningDiscord.connected(server)
  expect(server.gateway.asked).toEqual(['identify', 'identify', 'identify'])
  expect(server.gateway.connections).toBe(3)
  await stops(bot)
  await until(() => {
    expect(server.gateway.connections).toBe(0)
  })
})

test.concurrent('makes more connections when Discord asks for more', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.rest.shards = 2
  server.gateway.close(4_011)
  await bot.becomes('disconnected')
  await bot.isConnected()
  expect(bot.states.map(({ status }) => status)).not.toContain('error')
  expect(server.gateway.connections).toBe(2)
  expect(server.gateway.asked).toEqual(['identify', 'identify', 'identify'])
  server.say('hello')
  await until(() => {
    expect(bot.texts).toContain('hello')
  })
})

test.concurrent('leaves all connections when one is refused', async () => {
  await using server = await DiscordServer.start()
  server.rest.shards = 2
  server.gateway.instead.READY.push('', '')
  await using bot = RunningDiscord.start(server)
  await until(() => {
    expect(server.gateway.asked).toHaveLength(2)
  })
  server.gateway.close(4_004, 1)
  await bot.becomes('error')
  await until(() => {
    expect(server.gateway.connections).toBe(0)
  })
  await timePasses()
  expect(server.gateway.urls).toHaveLength(2)
  expect(bot.states).toHaveLength(2)
})

test.concurrent('survives an event that it can not read', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.dispatch('GUILD_CREATE', { guild_id: '1', id: '1' })
  server.say('unreadable', { extra: { attachments: null } })
  server.say('of no time', { extra: { timestamp: 'yesterday' } })
  server.say('of nobody', { extra: { author: {} } })
  server.say('readable')
  await until(() => {
    expect(bot.texts).toEqual(['readable'])
  })
  expect(bot.told).toContain('an event could not be read')
  expect(bot.told).toContain('a message could not be read')
  const unreadable = 'A message from Discord could not be read.'
  expect(bot.faults).toEqual([
    'An event from Discord could not be read.',
    unreadable,
    unreadable,
    unreadable,
  ])
})

test.concurrent('stops at once while it connects, waits, or is refused', async () => {
  await using server = await DiscordServer.start()
  server.fail(gatewayBot, 'hang')
  await using connecting = RunningDiscord.start(server)
  await until(() => {
    expect(server.calls(gatewayBot).length).toBe(1)
  })
  await stops(connecting)

  server.fail(gatewayBot, rateLimited(3_000))
  await using limited = RunningDiscord.start(server)
  await limited.becomes('disconnected')
  await stops(limited)

  server.gateway.refusals.push(1_013)
  await using refused = RunningDiscord.start(server)
  await refused.becomes('disconnected')
  expect(refused.state?.reason).toBe("The connection to Discord's gateway was closed (1013).")
  await stops(refused)
  await timePasses()
  expect(server.gateway.urls).toHaveLength(1)
})

test.concurrent('never tells the token', async () => {
  await using server = await DiscordServer.start()
  const { token } = server
  const echo = apiError(500, 0, token)
  server.fail(gatewayBot, 'reset', echo, apiError(403, 7, `no route for Bot ${token}`))
  await using bot = await RunningDiscord.connected(server)
  expect(bot.told).toContain('no route for Bot [redacted]')
  server.fail('POST /channels/{id}/messages', apiError(403, 7, `what is ${token}?`))
  const outcome = await bot.channel.send(outbound(), AbortSignal.timeout(20_000))
  expect(outcome).toMatchObject({ reason: 'Discord answered 403 what is [redacted]? (7).' })
  await server.disconnect()
  await bot.becomes('disconnected')
  expect(bot.told).not.toContain(token)
})
