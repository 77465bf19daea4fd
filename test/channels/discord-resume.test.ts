import { expect, test } from 'vitest'
import { apiError, DiscordServer, rateLimited } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { RunningDiscord } from './running-discord.ts'

const history = 'GET /channels/{id}/messages'
const someone = '1150000000000000456'

const receivedAll = (bot: RunningDiscord, texts: string[]): Promise<void> =>
  until(() => {
    expect(bot.texts).toEqual(texts)
  })

test.concurrent('loses and repeats nothing over many cuts', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const said: string[] = []
  const say = (text: string): void => {
    said.push(text)
    server.say(text)
  }
  for (let cut = 0; cut < 4; cut += 1) {
    say(`before cut ${cut}`)
    server.cut()
    say(`in cut ${cut}`)
    await bot.becomes('disconnected')
    say(`still in cut ${cut}`)
    await bot.isConnected()
  }
  await receivedAll(bot, said)
  expect(bot.received).toHaveLength(said.length)
  expect(server.gateway.asked).toEqual(['identify', 'resume', 'resume', 'resume', 'resume'])
  expect(server.gateway.urls[1]).toContain('/resumed')
  expect(server.calls(history)).toHaveLength(0)
})

test.concurrent(
  'keeps its session when connections are reset and the network is down',
  async () => {
    await using server = await DiscordServer.start()
    await using bot = await RunningDiscord.connected(server)
    server.gateway.reset()
    server.say('from somebody new', { userId: someone })
    await bot.becomes('disconnected')
    await bot.isConnected()
    await server.disconnect()
    server.say('while the network is down')
    await until(() => {
      expect(bot.states.filter(({ status }) => status === 'disconnected').length).toBeGreaterThan(2)
    })
    await server.connect()
    await bot.isConnected()
    await receivedAll(bot, ['from somebody new', 'while the network is down'])
    expect(server.gateway.asked).toEqual(['identify', 'resume', 'resume'])
  },
)

test.concurrent('resumes when Discord asks to connect again', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.gateway.broadcast({ op: 7 })
  await bot.becomes('disconnected')
  expect(bot.state?.reason).toBe("The connection to Discord's gateway is being renewed.")
  server.say('meanwhile')
  await bot.isConnected()
  await receivedAll(bot, ['meanwhile'])
  expect(server.gateway.asked).toEqual(['identify', 'resume'])
})

test.concurrent('catches up when its session is gone', async () => {
  await using server = await DiscordServer.start()
  const { id: channelId } = server.world.addPlace('general')
  await using bot = await RunningDiscord.connected(server)
  server.say('one')
  server.say('one in the channel', { channelId, mention: true })
  await until(() => {
    expect(bot.texts.length).toBe(2)
  })
  bot.positions = bot.stored
  server.invalidate()
  server.say('two')
  server.say('two in the channel', { channelId, mention: true })
  server.say('not for the bot', { channelId })
  await bot.becomes('disconnected')
  await bot.isConnected()
  server.say('three')
  server.say('three in the channel', { channelId, mention: true })
  await until(() => {
    expect(bot.texts.length).toBe(6)
  })
  const inChannel = bot.texts.filter((text) => text.endsWith('channel'))
  expect(inChannel).toEqual(['one in the channel', 'two in the channel', 'three in the channel'])
  expect(bot.texts.filter((text) => !inChannel.includes(text))).toEqual(['one', 'two', 'three'])
  expect(server.gateway.asked).toEqual(['identify', 'resume', 'identify'])
})

test.concurrent('catches up after a restart, before what is said then', async () => {
  await using server = await DiscordServer.start()
  const support = server.world.addPlace('support')
  const { id: thread } = server.world.addPlace('a thread', { type: 11, parent: support.id })
  const settings = { allowedChannels: [support.id] }
  const positions = [
    { userId: someone, externalId: server.say('zero', { userId: someone }) },
    { userId: `channel:${thread}`, externalId: server.say('zero', { channelId: thread }) },
    { userId: 'somebody of another network', externalId: '1' },
    { userId: '1150000000000000789', externalId: 'not of Discord' },
  ]
  const said = Array.from({ length: 230 }, (_, i) => `message ${i}`)
  for (const text of said) server.say(text, { userId: someone })
  server.say('a program', { userId: someone, extra: { author: server.world.bot } })
  server.say('in the thread', { channelId: thread })
  await using bot = RunningDiscord.start(server, settings, positions)
  await until(() => {
    expect(server.gateway.asked).toEqual(['identify'])
  })
  server.say('live', { userId: someone })
  server.say('live in the thread', { channelId: thread })
  await until(() => {
    expect(bot.texts.length).toBe(233)
  })
  const inThread = bot.received.filter(({ userId }) => userId.startsWith('channel:'))
  expect(inThread.map(({ message }) => message)).toEqual(['in the thread', 'live in the thread'])
  const direct = bot.texts.filter((text) => !text.includes('thread'))
  expect(direct).toEqual([...said, 'live'])
})

test.concurrent('catches up on the rest when one conversation can not be read', async () => {
  await using server = await DiscordServer.start()
  const gone = '1170000000000000001'
  const positions = [
    { userId: `channel:${gone}`, externalId: '1' },
    { userId: someone, externalId: server.say('zero', { userId: someone }) },
  ]
  server.say('missed', { userId: someone })
  await using bot = RunningDiscord.start(server, {}, positions)
  await receivedAll(bot, ['missed'])
  await until(() => {
    expect(bot.told).toContain('404 (10003)')
  })
  expect(bot.state).toEqual({ status: 'connected' })
})

test.concurrent('tries again to catch up until it could', async () => {
  await using server = await DiscordServer.start()
  const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
  server.say('missed', { userId: someone })
  server.fail(history, 'reset', { status: 502 }, rateLimited(1))
  await using bot = await RunningDiscord.connected(server, {}, positions)
  server.say('live', { userId: someone })
  await receivedAll(bot, ['missed', 'live'])
  expect(server.calls(history)).toHaveLength(4)
})

test.concurrent(
  'stores nothing new of a conversation that it could not catch up on when it stopped',
  async () => {
    await using server = await DiscordServer.start()
    const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
    server.say('missed', { userId: someone })
    server.fail(history, 'hang')
    await using bot = await RunningDiscord.connected(server, {}, positions)
    await until(() => {
      expect(server.calls(history).length).toBe(1)
    })
    server.say('live', { userId: someone })
    server.say('elsewhere')
    await receivedAll(bot, ['elsewhere'])
    await bot.channel.stop()
    expect(bot.texts).toEqual(['elsewhere'])
    await using next = await RunningDiscord.connected(server, {}, positions)
    await receivedAll(next, ['missed', 'live'])
  },
)

test.concurrent('stops catching up where Discord refuses the bot', async () => {
  await using server = await DiscordServer.start()
  const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
  server.fail('POST /users/@me/channels', apiError(403, 50_007, 'Cannot send to this user'))
  await using bot = await RunningDiscord.connected(server, {}, positions)
  await until(() => {
    expect(bot.told).toContain('403 (50007)')
  })
  server.say('live', { userId: someone })
  await receivedAll(bot, ['live'])
})

test.concurrent('catches up on a conversation of which nothing is stored yet', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const store = bot.hold()
  server.say('one')
  await until(() => {
    expect(bot.calls).toBe(1)
  })
  server.invalidate()
  server.say('two')
  await bot.becomes('disconnected')
  await bot.isConnected()
  server.say('three')
  store()
  await receivedAll(bot, ['one', 'two', 'three'])
})

test.concurrent('stores nothing before it knows what was missed', async () => {
  await using server = await DiscordServer.start()
  const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
  server.say('missed', { userId: someone })
  await using bot = new RunningDiscord(server)
  bot.positions = positions
  bot.unread = 1
  bot.channel.start()
  await bot.isConnected()
  server.say('live', { userId: someone })
  await receivedAll(bot, ['missed', 'live'])
  expect(bot.told).toContain('the positions can not be read')
  await bot.channel.stop()

  await using stopped = new RunningDiscord(server)
  stopped.unread = 100
  stopped.channel.start()
  await stopped.isConnected()
  server.say('not to be stored', { userId: someone })
  const { heartbeats } = server.gateway
  // Of two more the second one was sent after the message had arrived.
  await until(() => {
    expect(server.gateway.heartbeats).toBeGreaterThan(heartbeats + 2)
  })
  await stopped.channel.stop()
  expect(stopped.texts).toEqual([])
})
