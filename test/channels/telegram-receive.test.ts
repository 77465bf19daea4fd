import { expect, test } from 'vitest'
import { TelegramServer } from '../support/telegram-server.ts'
import { RunningTelegram } from './running-telegram.ts'

const waiting = { timeout: 10_000, interval: 20 }

const connected = (bot: RunningTelegram): Promise<void> =>
  expect.poll(() => bot.state, waiting).toEqual({ status: 'connected' })

test("takes a user's text once, with the chat as its address", async () => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  await server.say('Is anybody there?', { chatId: 456 })
  await server.say('Hello?', { chatId: -100789 })
  await expect.poll(() => bot.texts, waiting).toHaveLength(2)
  await expect.poll(() => server.unconfirmed, waiting).toBe(0)
  expect(bot.received).toEqual([
    {
      externalId: '666:1:456:1',
      userId: '456',
      message: 'Is anybody there?',
      sender: { id: '456', name: 'TestName' },
      writtenAt: expect.any(Date) as Date,
    },
    {
      externalId: '666:2:-100789:2',
      userId: '-100789',
      message: 'Hello?',
      sender: { id: '-100789', name: 'TestName' },
      writtenAt: expect.any(Date) as Date,
    },
  ])
})

test.each([
  { chat: undefined },
  { chat: { id: 'many' } },
  { text: 5 },
  { date: undefined },
  { from: null, sender_chat: null },
])('goes past an update with %o, which is not as Telegram documents it', async (extra) => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  await server.say('', { extra })
  await server.say('next')
  await expect.poll(() => bot.texts, waiting).toEqual(['next'])
  await expect.poll(() => server.unconfirmed, waiting).toBe(0)
  expect(bot.faults).toEqual(["Telegram's update 1 could not be read and is left out."])
  expect(bot.told).toContain('could not be read')
})

test.each([[null], [{ message: { text: 'no number' } }]])(
  'asks again, with pauses, when the list of updates holds %o',
  async (update) => {
    await using server = await TelegramServer.start()
    server.fail('getUpdates', { result: [update] }, { result: [update] })
    await using bot = RunningTelegram.start(server)
    await server.say('next')
    await expect.poll(() => bot.texts, waiting).toEqual(['next'])
    expect(bot.states).toContainEqual({
      status: 'disconnected',
      reason: 'What should be Telegram answered 200 without a Bot API body.',
    })
  },
)

test('keeps the order of what waited while it was away', async () => {
  await using server = await TelegramServer.start()
  const said = Array.from({ length: 20 }, (_, i) => `message ${i}`)
  for (const text of said) await server.say(text)
  await using bot = RunningTelegram.start(server)
  await expect.poll(() => bot.texts, waiting).toEqual(said)
})

test('does not acknowledge an update before it is stored', async () => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  const store = bot.hold()
  await server.say('slow')
  await expect.poll(() => bot.calls, waiting).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(server.calls('getUpdates')).toHaveLength(2)
  expect(server.unconfirmed).toBe(1)
  store()
  await expect.poll(() => server.unconfirmed, waiting).toBe(0)
  expect(bot.texts).toEqual(['slow'])
})

test('gets an update again when it could not be stored, and then goes on', async () => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  await connected(bot)
  bot.failures = 2
  await server.say('first')
  await server.say('second')
  await expect.poll(() => bot.texts, waiting).toEqual(['first', 'first', 'first', 'second'])
  expect(new Set(bot.received.map(({ externalId }) => externalId)).size).toBe(2)
  const reason = 'A message that came in could not be stored.'
  expect(bot.states).toContainEqual({ status: 'disconnected', reason })
  await connected(bot)
  expect(bot.told).toContain('the store is down')
})

test('does not get again after a restart what it has stored', async () => {
  await using server = await TelegramServer.start()
  await using before = RunningTelegram.start(server)
  await server.say('before')
  await expect.poll(() => before.texts, waiting).toEqual(['before'])
  await before.channel.stop()
  expect(before.state).toEqual({ status: 'disconnected', reason: 'stopped' })
  await server.say('between')
  await using after = RunningTelegram.start(server)
  await server.say('after')
  await expect.poll(() => after.texts, waiting).toEqual(['between', 'after'])
})

test('stores and confirms what it is receiving when it is stopped, and takes no more', async () => {
  await using server = await TelegramServer.start()
  await server.say('one')
  await server.say('two')
  await using bot = RunningTelegram.start(server)
  const store = bot.hold()
  await expect.poll(() => bot.calls, waiting).toBe(1)
  const stopped = bot.channel.stop()
  store()
  await stopped
  expect(bot.texts).toEqual(['one'])
  expect(server.unconfirmed).toBe(1)
})

test('makes a note of what is no text', async () => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  const extra = (parts: object): { extra: object } => ({ extra: { text: undefined, ...parts } })
  await server.say('', extra({ photo: [], caption: 'On the beach' }))
  await server.say('', extra({ animation: {}, document: { file_name: 'cat.mp4' } }))
  await server.say('', extra({ document: { file_name: 'offer.pdf' }, caption: 'As agreed' }))
  await server.say('', extra({ venue: { title: 'Zoo', address: 'Road 1' }, location: {} }))
  await server.say('', extra({ location: { latitude: 52.5, longitude: 0 } }))
  await server.say('', extra({ sticker: { emoji: '👍' } }))
  await server.say('', extra({ voice: {} }))
  await server.say('', extra({ something_new: {} }))
  await expect
    .poll(() => bot.texts, waiting)
    .toEqual([
      '[photo] On the beach',
      '[animation]',
      '[document: offer.pdf] As agreed',
      '[venue: Zoo Road 1]',
      '[location: 52.5 0]',
      '[sticker: 👍]',
      '[voice]',
      '[unsupported message]',
    ])
})

test('bounds a text to the contract and says that it did', async () => {
  await using server = await TelegramServer.start()
  await using bot = RunningTelegram.start(server)
  await server.say('a\0b')
  await server.say('\0')
  await server.say('x'.repeat(65_536))
  await server.say('x'.repeat(65_521) + '🙂'.repeat(10))
  await server.say('half \ud83d')
  await expect.poll(() => bot.texts, waiting).toHaveLength(5)
  const [nul, empty, longest, cut, half] = bot.texts
  expect(nul).toBe('ab')
  expect(empty).toBe('[empty message]')
  expect(longest).toBe('x'.repeat(65_536))
  expect(cut).toHaveLength(65_536)
  expect(cut).toBe(`${'x'.repeat(65_521)}\ufffd … [truncated]`)
  expect(half).toBe('half \ufffd')
})
