import { expect, test } from 'vitest'
import { DiscordServer } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { RunningDiscord } from './running-discord.ts'

const someone = '1150000000000000456'

/** What comes after all else in its conversation: what is not here by then was not taken. */
const last = 'That is all.'

test("takes a direct message, with the user's id as its address", async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const writtenAt = new Date('2026-11-01T12:00:00.123Z')
  const extra = { timestamp: '2026-11-01T12:00:00.123000+00:00' }
  const externalId = server.say('Is anybody there?', { userId: someone, extra })
  await until(() => {
    expect(bot.received).toEqual([
      {
        externalId,
        userId: someone,
        message: 'Is anybody there?',
        sender: { id: someone, name: 'user456' },
        writtenAt,
      },
    ])
  })
})

test('takes what mentions it in a server, with the channel as its address', async () => {
  await using server = await DiscordServer.start()
  const { id: channelId } = server.world.addPlace('general')
  await using bot = await RunningDiscord.connected(server)
  server.say('not for the bot', { channelId })
  const { bot: me } = server.world
  server.say(`and <@!${me.id}>, what do you say?`, { channelId, extra: { mentions: [me] } })
  const member = { nick: 'Nick' }
  server.say('what is the time?', {
    channelId,
    userId: someone,
    mention: true,
    extra: { member },
  })
  await until(() => {
    expect(bot.texts).toEqual(['and @openclaw, what do you say?', 'what is the time?'])
  })
  expect(bot.received[1]).toMatchObject({
    userId: `channel:${channelId}`,
    sender: { id: someone, name: 'Nick' },
  })
})

test('takes all that is said in an allowed channel and in its threads', async () => {
  await using server = await DiscordServer.start()
  const { world } = server
  const allowed = world.addPlace('support')
  const other = world.addPlace('general')
  const thread = world.addPlace('a thread', { type: 11, parent: allowed.id })
  const foreign = world.addPlace('another thread', { type: 11, parent: other.id })
  await using bot = await RunningDiscord.connected(server, { allowedChannels: [allowed.id] })
  server.say('in the channel', { channelId: allowed.id })
  server.say('in its thread', { channelId: thread.id })
  server.say('elsewhere', { channelId: other.id })
  server.say('in a thread elsewhere', { channelId: foreign.id })
  const young = {
    ...world.addPlace('new', { type: 11, parent: allowed.id }),
    guild_id: world.guildId,
  }
  server.gateway.dispatch('THREAD_CREATE', young)
  server.say('in a new thread', { channelId: young.id })
  server.say(last)
  await until(() => {
    expect(bot.texts).toHaveLength(4)
  })
  expect(bot.received.map(({ userId, message }) => [userId, message])).toEqual([
    [`channel:${allowed.id}`, 'in the channel'],
    [`channel:${thread.id}`, 'in its thread'],
    [`channel:${young.id}`, 'in a new thread'],
    ['1150000000000000001', last],
  ])
})

test('ignores programs, webhooks and what nobody wrote', async () => {
  await using server = await DiscordServer.start()
  const { id: channelId } = server.world.addPlace('general')
  await using bot = await RunningDiscord.connected(server, { allowedChannels: [channelId] })
  const robot = { id: someone, username: 'robot', bot: true }
  server.say('a program', { channelId, extra: { author: robot } })
  server.say('a program, directly', { extra: { author: robot } })
  server.say('a webhook', { channelId, extra: { webhook_id: '1' } })
  server.say('', { channelId, extra: { type: 7 } })
  server.say('the new name of the channel', { channelId, extra: { type: 4 } })
  server.say('the name of a thread', { channelId, extra: { type: 18 } })
  server.say('what AutoMod has blocked', { channelId, extra: { type: 24 } })
  server.say('what AutoMod has blocked', { extra: { type: 24 } })
  server.say(last, { channelId })
  await until(() => {
    expect(bot.texts).toEqual([last])
  })
})

test('takes a reply', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.say('an answer', { extra: { type: 19 } })
  await until(() => {
    expect(bot.texts).toEqual(['an answer'])
  })
})

test('says in words what has a name, and what can not be carried', async () => {
  await using server = await DiscordServer.start()
  const { world } = server
  const { id: channelId } = world.addPlace('general')
  world.roles.push({ id: '1160000000000000001', name: 'Friends' })
  await using bot = await RunningDiscord.connected(server)
  const ann = { id: someone, username: 'ann', global_name: 'Ann' }
  server.say(`<@${someone}> <@&1160000000000000001> <#${channelId}> <#1170000000000000001>`, {
    extra: { mentions: [ann] },
  })
  server.say(
    '<:wave:1180000000000000001> <a:dance:1180000000000000002> </help:1190000000000000001>',
  )
  server.say('at <t:0:R>, not <t:9999999999999>')
  const files = [{ filename: 'offer.pdf' }, { filename: 'cat.png' }]
  server.say('As agreed', { extra: { attachments: files } })
  server.say('', { extra: { attachments: [{ filename: 'voice.ogg' }], flags: 1 << 13 } })
  server.say('', { extra: { sticker_items: [{ id: '1', name: 'Wumpus' }] } })
  server.say('', { extra: { poll: { question: { text: 'Tea or coffee?' } } } })
  const link = { title: 'Example', url: 'https://example.com' }
  server.say('see https://example.com', { extra: { embeds: [link] } })
  server.say('', { extra: { embeds: [link] } })
  const snapshot = { content: 'as I said', mentions: [], attachments: files, embeds: [] }
  server.say('look', { extra: { message_snapshots: [{ message: snapshot }] } })
  server.say('', { mention: true, extra: { content: `<@${world.bot.id}>` } })
  server.say('')
  await until(() => {
    expect(bot.texts).toEqual([
      '@Ann @Friends #general <#1170000000000000001>',
      ':wave: :dance: /help',
      'at 1970-01-01T00:00:00.000Z, not <t:9999999999999>',
      '[attachment: offer.pdf] [attachment: cat.png] As agreed',
      '[voice message]',
      '[sticker: Wumpus]',
      '[poll: Tea or coffee?]',
      'see https://example.com',
      '[embed: Example https://example.com]',
      '[forwarded: [attachment: offer.pdf] [attachment: cat.png] as I said] look',
      '[mention]',
      '[unsupported message]',
    ])
  })
})

test('stores what could not be stored, in order, without blocking other conversations', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  bot.failures = 1
  server.say('first')
  server.say('second')
  await until(() => {
    expect(bot.calls).toBe(1)
  })
  server.say('other', { userId: someone })
  await until(() => {
    expect(bot.texts).toEqual(['first', 'other', 'second'])
  })
  expect(bot.received.map(({ message }) => message)).toEqual(['first', 'other', 'first', 'second'])
  expect(bot.told).toContain('the store is down')
  expect(bot.state).toEqual({ status: 'connected' })
})

test('keeps little in memory while the store is down, and then fetches the rest', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const store = bot.hold()
  const said = Array.from({ length: 350 }, (_, i) => `message ${i}`)
  for (const text of said) server.say(text)
  const later = server.say('the last one', { userId: someone })
  await until(() => {
    expect(bot.calls).toBe(2)
  })
  store()
  await until(() => {
    expect(bot.texts.length).toBe(351)
  })
  expect(
    bot.received.filter(({ externalId }) => externalId !== later).map(({ message }) => message),
  ).toEqual(said)
  expect(server.calls('GET /channels/{id}/messages').length).toBeGreaterThan(1)
})

test('stores what it is receiving when it is stopped, and takes no more', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const store = bot.hold()
  server.say('one')
  server.say('two')
  await until(() => {
    expect(bot.calls).toBe(1)
  })
  const stopped = bot.channel.stop()
  await until(() => {
    expect(server.gateway.connections).toBe(0)
  })
  server.say('three')
  store()
  await stopped
  expect(bot.texts).toEqual(['one', 'two'])
  expect(bot.state).toEqual({ status: 'disconnected', reason: 'stopped' })
})

test('leaves to the next start what can not be stored when it is stopped', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.say('zero')
  await until(() => {
    expect(bot.texts).toEqual(['zero'])
  })
  const positions = bot.stored
  bot.failures = 100
  server.say('one')
  server.say('two')
  await until(() => {
    expect(bot.calls).toBe(2)
  })
  await bot.channel.stop()
  expect(bot.received.map(({ message }) => message)).not.toContain('two')
  await using next = await RunningDiscord.connected(server, {}, positions)
  await until(() => {
    expect(next.texts).toEqual(['one', 'two'])
  })
})
