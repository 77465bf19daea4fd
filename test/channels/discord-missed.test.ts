import { expect, test } from 'vitest'
import { apiError, DiscordServer } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { RunningDiscord } from './running-discord.ts'

const history = 'GET /channels/{id}/messages'
const refusal = apiError(403, 50_013, 'Missing Permissions')
const someone = '1150000000000000456'

const receivedAll = (bot: RunningDiscord, texts: string[]): Promise<void> =>
  until(() => {
    expect(bot.texts).toEqual(texts)
  })

test.concurrent('keeps what was told when Discord refuses to show what was missed', async () => {
  await using server = await DiscordServer.start()
  const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
  server.say('missed', { userId: someone })
  server.fail(history, refusal)
  await using bot = new RunningDiscord(server)
  bot.positions = positions
  bot.unread = 1
  bot.channel.start()
  await bot.isConnected()
  server.say('one', { userId: someone })
  server.say('two', { userId: someone })
  await receivedAll(bot, ['one', 'two'])
  server.say('three', { userId: someone })
  await receivedAll(bot, ['one', 'two', 'three'])
  expect(server.calls(history)).toHaveLength(1)
  expect(bot.faults).toEqual([])
})

test.concurrent('keeps what was told after a gap that Discord refuses to show', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const store = bot.hold()
  server.say('one')
  await until(() => {
    expect(bot.calls).toBe(1)
  })
  server.invalidate()
  server.say('missed')
  await bot.becomes('disconnected')
  await bot.isConnected()
  server.fail(history, refusal)
  server.say('two')
  server.say('three')
  server.say('elsewhere', { userId: someone })
  await until(() => {
    expect(bot.calls).toBe(2)
  })
  store()
  await receivedAll(bot, ['one', 'elsewhere', 'two', 'three'])
})

test.concurrent('says once how much it lost when more came than it keeps', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const store = bot.hold()
  server.fail(history, refusal)
  for (let i = 0; i < 350; i += 1) server.say(`message ${i}`)
  server.say('elsewhere', { userId: someone })
  await until(() => {
    expect(bot.calls).toBe(2)
  })
  store()
  await until(() => {
    expect(bot.faults).toHaveLength(1)
  })
  server.say('and on')
  await until(() => {
    expect(bot.texts).toContain('and on')
  })
  const [kept, lost] = [bot.texts.length - 2, Number(/\d+/.exec(bot.faults[0] ?? '')?.[0])]
  expect(kept).toBeGreaterThanOrEqual(200)
  expect(kept + lost).toBe(350)
  expect(bot.faults).toHaveLength(1)
  expect(bot.faults[0]).toMatch(/ messages in 1150000000000000001 were lost: they came too fast/)
})

test.concurrent('fetches what was missed before more than it keeps', async () => {
  await using server = await DiscordServer.start()
  const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
  const said = Array.from({ length: 130 }, (_, i) => `message ${i}`)
  server.say('missed', { userId: someone })
  await using bot = new RunningDiscord(server)
  bot.positions = positions
  bot.unread = 1
  bot.channel.start()
  await bot.isConnected()
  for (const text of said) server.say(text, { userId: someone })
  await receivedAll(bot, ['missed', ...said])
})

test.concurrent('fetches also what it could not keep while it fetched', async () => {
  await using server = await DiscordServer.start()
  const positions = [{ userId: someone, externalId: server.say('zero', { userId: someone }) }]
  const said = Array.from({ length: 130 }, (_, i) => `message ${i}`)
  server.say('missed', { userId: someone })
  await using bot = new RunningDiscord(server)
  bot.positions = positions
  const store = bot.hold()
  bot.channel.start()
  await until(() => {
    expect(bot.calls).toBe(1)
  })
  for (const text of said) server.say(text, { userId: someone })
  server.say('elsewhere')
  await until(() => {
    expect(bot.calls).toBe(2)
  })
  store()
  await receivedAll(bot, ['missed', 'elsewhere', ...said])
})

test.concurrent('does not fetch what was dropped', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.say('zero')
  await receivedAll(bot, ['zero'])
  bot.positions = bot.stored
  bot.isDropping = true
  server.say('too many')
  server.say('too many again')
  await until(() => {
    expect(bot.calls).toBe(3)
  })
  bot.isDropping = false
  server.invalidate()
  server.say('missed')
  await bot.becomes('disconnected')
  await bot.isConnected()
  await receivedAll(bot, ['zero', 'missed'])
})

test.concurrent('asks once what a channel is', async () => {
  await using server = await DiscordServer.start()
  const { world } = server
  const allowed = world.addPlace('support')
  const inside = world.addPlace('inside', { type: 11, parent: allowed.id, archived: true })
  const outside = world.addPlace('outside', { type: 11, parent: '1', archived: true })
  const positions = [inside, outside].map(({ id }) => ({
    userId: `channel:${id}`,
    externalId: server.say('zero', { channelId: id }),
  }))
  const said = Array.from({ length: 230 }, (_, i) => `message ${i}`)
  for (const text of said) {
    server.say(text, { channelId: inside.id })
    server.say('not for the bot', { channelId: outside.id })
  }
  server.say('for the bot', { channelId: outside.id, mention: true })
  const settings = { allowedChannels: [allowed.id] }
  await using bot = await RunningDiscord.connected(server, settings, positions)
  await until(() => {
    expect(bot.texts).toHaveLength(231)
  })
  expect(bot.texts).toContain('for the bot')
  expect(server.calls(history)).toHaveLength(6)
  expect(server.calls('GET /channels/{id}')).toHaveLength(2)
})

test.concurrent('does not ask for ever where the answer is none', async () => {
  await using server = await DiscordServer.start()
  const first = server.say('zero', { userId: someone })
  const positions = [{ userId: someone, externalId: first }]
  const messages = Array.from({ length: 100 }, () => ({ id: first }))
  const asIf = { status: 200, body: messages }
  server.fail(history, asIf, asIf, { status: 200, body: [null] })
  await using bot = await RunningDiscord.connected(server, {}, positions)
  await until(() => {
    expect(server.calls(history)).toHaveLength(1)
  })
  server.say('live', { userId: someone })
  await receivedAll(bot, ['live'])
  expect(server.calls(history)).toHaveLength(1)
})
