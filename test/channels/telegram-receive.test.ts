import { expect, onTestFinished, test } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { createTelegram } from '../../src/channels/telegram/telegram.ts'
import { ChannelHouse } from '../support/channel-context.ts'
import { TelegramServer } from '../support/telegram-server.ts'

const waiting = { timeout: 10_000, interval: 20 }

function run(server: TelegramServer, house: ChannelHouse): Channel {
  const { apiRoot, token: botToken } = server
  const config = { type: 'telegram', enabled: true, botToken, apiRoot } as const
  const channel = createTelegram(config, house.context)
  onTestFinished(() => channel.stop())
  channel.start()
  return channel
}

const connected = (house: ChannelHouse): Promise<void> =>
  expect.poll(() => house.state, waiting).toEqual({ status: 'connected' })

const texts = (house: ChannelHouse): string[] => house.received.map(({ message }) => message)

test("takes a user's text once, with the chat as its address", async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  run(server, house)
  await connected(house)
  await server.say('Is anybody there?', { chatId: 456 })
  await server.say('Hello?', { chatId: -100789 })
  await expect.poll(() => texts(house), waiting).toHaveLength(2)
  await expect.poll(() => server.unconfirmed, waiting).toBe(0)
  expect(house.received).toEqual([
    { externalId: '666:1:456:1', userId: '456', message: 'Is anybody there?' },
    { externalId: '666:2:-100789:2', userId: '-100789', message: 'Hello?' },
  ])
})

test('keeps the order of what waited while it was away', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  const said = Array.from({ length: 20 }, (_, i) => `message ${i}`)
  for (const text of said) await server.say(text)
  run(server, house)
  await expect.poll(() => texts(house), waiting).toEqual(said)
})

test('does not acknowledge an update before it is stored', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  let store = (): void => undefined
  house.gate = new Promise((resolve) => {
    store = resolve
  })
  run(server, house)
  await connected(house)
  await server.say('slow')
  // The poll that brought it is answered, and none follows.
  await expect.poll(() => server.calls('getUpdates').length, waiting).toBe(2)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(server.calls('getUpdates')).toHaveLength(2)
  expect(server.unconfirmed).toBe(1)
  store()
  await expect.poll(() => server.unconfirmed, waiting).toBe(0)
  expect(texts(house)).toEqual(['slow'])
})

test('gets an update again when it could not be stored, and then goes on', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  run(server, house)
  await connected(house)
  house.failures = 2
  await server.say('first')
  await server.say('second')
  await expect.poll(() => texts(house), waiting).toEqual(['first', 'first', 'first', 'second'])
  expect(new Set(house.received.map(({ externalId }) => externalId)).size).toBe(2)
  const reason = 'A message that came in could not be stored.'
  expect(house.states).toContainEqual({ status: 'disconnected', reason })
  await connected(house)
  expect(house.told).toContain('the store is down')
})

test('does not get again after a restart what it has stored', async () => {
  await using server = await TelegramServer.start()
  const before = new ChannelHouse('telegram')
  const first = run(server, before)
  await server.say('before')
  await expect.poll(() => texts(before), waiting).toEqual(['before'])
  await first.stop()
  expect(before.state).toEqual({ status: 'disconnected', reason: 'stopped' })
  await server.say('between')
  const after = new ChannelHouse('telegram')
  run(server, after)
  await server.say('after')
  await expect.poll(() => texts(after), waiting).toEqual(['between', 'after'])
})

test('stores and confirms what it is receiving when it is stopped, and takes no more', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  let store = (): void => undefined
  house.gate = new Promise((resolve) => {
    store = resolve
  })
  await server.say('one')
  await server.say('two')
  const channel = run(server, house)
  await expect.poll(() => server.calls('getUpdates').length, waiting).toBe(1)
  const stopped = channel.stop()
  store()
  await stopped
  expect(texts(house)).toEqual(['one'])
  expect(server.unconfirmed).toBe(1)
})

test('makes a note of what is no text', async () => {
  await using server = await TelegramServer.start()
  const house = new ChannelHouse('telegram')
  run(server, house)
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
    .poll(() => texts(house), waiting)
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
  const house = new ChannelHouse('telegram')
  run(server, house)
  await server.say('a\0b')
  await server.say('\0')
  await server.say('x'.repeat(65_536))
  await server.say('🙂'.repeat(40_000))
  await server.say('half \ud83d')
  await expect.poll(() => texts(house), waiting).toHaveLength(5)
  const [nul, empty, longest, cut, half] = texts(house)
  expect(nul).toBe('ab')
  expect(empty).toBe('[empty message]')
  expect(longest).toBe('x'.repeat(65_536))
  expect(cut).toHaveLength(65_536)
  expect(cut).toMatch(/^(🙂)+\ufffd? … \[truncated\]$/u)
  expect(half).toBe('half \ufffd')
})
