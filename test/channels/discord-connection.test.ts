import { expect, test } from 'vitest'
import { apiError, DiscordServer, type Fault, rateLimited } from '../support/discord-server.ts'
import { outbound, RunningDiscord, until } from './running-discord.ts'

const gatewayBot = 'GET /gateway/bot'

const becomes = (bot: RunningDiscord, status: string): Promise<void> =>
  until(() => {
    expect(bot.state?.status).toBe(status)
  })

async function stops(bot: RunningDiscord): Promise<void> {
  await bot.channel.stop()
  expect(bot.state).toEqual({ status: 'disconnected', reason: 'stopped' })
}

/** Another bot connects three times: longer than the first pause of one that tries again. */
async function timePasses(server: DiscordServer): Promise<void> {
  await using other = await RunningDiscord.connected(server)
  for (let cut = 0; cut < 2; cut += 1) {
    server.cut()
    await becomes(other, 'disconnected')
    await other.isConnected()
  }
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
  await becomes(bot, 'error')
  expect(bot.state?.reason).toBe('Discord refused the bot token (401).')
  expect(bot.states).toHaveLength(2)
  await timePasses(server)
  expect(bot.states).toHaveLength(2)
  expect(server.calls(gatewayBot)).toHaveLength(2)
  expect(server.gateway.asked).toEqual(['identify', 'resume', 'resume'])
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
  await timePasses(server)
  expect(bot.states).toHaveLength(3)
  await stops(bot)
  expect(server.gateway.asked).toEqual(['identify', 'identify', 'resume', 'resume'])
})

test.concurrent('gives up at once without the message content intent', async () => {
  await using server = await DiscordServer.start()
  server.gateway.grantsMessageContent = false
  await using bot = RunningDiscord.start(server)
  await becomes(bot, 'error')
  expect(bot.state?.reason).toContain('Message Content Intent')
  await stops(bot)
  expect(server.gateway.asked).toEqual(['identify'])
})

test.concurrent('connects when a server that was down is up', async () => {
  await using server = await DiscordServer.start()
  await server.disconnect()
  await using bot = RunningDiscord.start(server)
  await becomes(bot, 'disconnected')
  expect(bot.state?.reason).toBe('Discord could not be reached (ECONNREFUSED).')
  await server.connect()
  await bot.isConnected()
})

test.concurrent.each<Fault>([
  { status: 500 },
  { status: 404, body: '<html>A proxy</html>' },
  { status: 200, body: { url: 'https://example.com' } },
  { status: 200, body: '<html>A portal</html>' },
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
  await becomes(bot, 'disconnected')
  expect(bot.state?.reason).toBe('Discord asks to wait for 4 s.')
  await bot.isConnected()
  expect(server.calls(gatewayBot)).toHaveLength(2)
})

test.concurrent('waits until Discord lets it connect again', async () => {
  await using server = await DiscordServer.start()
  server.rest.sessionsLeft = 0
  await using bot = RunningDiscord.start(server)
  await becomes(bot, 'disconnected')
  expect(bot.state?.reason).toBe('Discord lets this bot connect again in 1 s.')
  expect(server.gateway.asked).toEqual([])
  server.rest.sessionsLeft = 1
  await bot.isConnected()
})

test.concurrent('comes back from a connection that is dead but open', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.deafTo = 2
  await becomes(bot, 'disconnected')
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

test.concurrent('survives an event that it can not read', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.dispatch('GUILD_CREATE', { guild_id: '1', id: '1' })
  server.say('unreadable', { extra: { attachments: null } })
  server.say('readable')
  await until(() => {
    expect(bot.texts).toEqual(['readable'])
  })
  expect(bot.told).toContain('an event could not be read')
  expect(bot.told).toContain('a message could not be read')
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
  await becomes(limited, 'disconnected')
  await stops(limited)

  server.gateway.refusals.push(1_013)
  await using refused = RunningDiscord.start(server)
  await becomes(refused, 'disconnected')
  expect(refused.state?.reason).toBe("The connection to Discord's gateway was closed (1013).")
  await stops(refused)
  await timePasses(server)
  expect(server.gateway.urls).toHaveLength(4)
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
  await becomes(bot, 'disconnected')
  expect(bot.told).not.toContain(token)
})
