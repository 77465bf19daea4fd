import { expect, test } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import type { InboundMessage } from '../../src/channels/channel.ts'
import { Inbound, type InboundOptions } from '../../src/channels/inbound.ts'
import { createLogRecord, stored } from '../support/channel-context.ts'

function open(given: Partial<ReturnType<InboundOptions['config']>> = {}) {
  const kept: InboundMessage[] = []
  const { log, lines } = createLogRecord()
  const config = { maxPerMinute: 60, ...given }
  const store = { failure: undefined as Error | undefined }
  const inbound = new Inbound({
    config: () => config,
    log,
    find: (id) => {
      const known = kept.find(({ externalId }) => externalId === id)
      return Promise.resolve(known && stored('chat', known))
    },
    store: (message) => {
      if (store.failure !== undefined) return Promise.reject(store.failure)
      kept.push(message)
      return Promise.resolve(stored('chat', message))
    },
  })
  return { inbound, kept, lines, config, store, texts: () => kept.map(({ message }) => message) }
}

let count = 0
const from = (userId: string, more: Partial<InboundMessage> = {}): InboundMessage => ({
  externalId: `update-${++count}`,
  userId,
  message: 'Hello',
  ...more,
})

const textOf = async (message: string): Promise<string> => {
  const { inbound, kept } = open()
  await inbound.receive(from('user-1', { message }))
  return kept[0]?.message ?? ''
}

test.each([
  ['Tabs\tand\nlines stay', 'Tabs\tand\nlines stay'],
  ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
  ['a\0b\u0007c\u001b[31md\u007fe\u0085f\u009fg', 'abc[31mdefg'],
  ['half \ud83d of a pair', 'half \ufffd of a pair'],
  ['👨‍👩‍👧‍👦 and \u200f marks stay', '👨‍👩‍👧‍👦 and \u200f marks stay'],
  ['\0', '[empty message]'],
  [' \n ', '[empty message]'],
  ['', '[empty message]'],
])('%j becomes %j', async (text, clean) => {
  expect(await textOf(text)).toBe(clean)
})

test('what is too long for the contract is cut, and says so', async () => {
  expect(await textOf('x'.repeat(65_536))).toBe('x'.repeat(65_536))
  const cut = await textOf('x'.repeat(100_000))
  expect(cut).toHaveLength(65_536)
  expect(cut).toMatch(/x … \[truncated\]$/)
})

test('a name is one line, bounded, and left out when nothing is left of it', async () => {
  const { inbound, kept } = open()
  const named = (name: string) => inbound.receive(from('user-1', { sender: { id: '7', name } }))
  await named(' Ada\n\u0007Lovelace ')
  await named('\u0007')
  await named('x'.repeat(300))
  expect(kept.map(({ sender }) => sender)).toEqual([
    { id: '7', name: 'Ada Lovelace' },
    { id: '7' },
    { id: '7', name: 'x'.repeat(255) },
  ])
})

test('without a list everybody may write, with an empty one nobody', async () => {
  const anyone = open()
  await anyone.inbound.receive(from('user-1'))
  expect(anyone.kept).toHaveLength(1)
  const nobody = open({ allow: [] })
  await expect(nobody.inbound.receive(from('user-1'))).rejects.toMatchObject({ kind: 'forbidden' })
})

test('who is not on the list is refused, or dropped, and nothing of it is stored', async () => {
  const { inbound, kept, lines } = open({ allow: ['user-1', 'sender-2'] })
  await inbound.take(from('stranger', { message: 'a secret text' }))
  await expect(inbound.receive(from('stranger'))).rejects.toMatchObject({ kind: 'forbidden' })
  expect(kept).toEqual([])
  expect(lines.join('')).toContain('stranger')
  expect(lines.join('')).not.toContain('a secret text')
  await inbound.take(from('user-1'))
  await inbound.take(from('group', { sender: { id: 'sender-2' } }))
  expect(kept.map(({ userId }) => userId)).toEqual(['user-1', 'group'])
})

test('one who sends too much is told to wait, and others are not', async () => {
  const { inbound, kept } = open({ maxPerMinute: 3 })
  for (let n = 0; n < 3; n++) await inbound.receive(from('user-1'))
  const refusal = await inbound.receive(from('user-1')).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ kind: 'rateLimited' })
  const { retryAfter } = refusal as { retryAfter: number }
  expect(retryAfter).toBeGreaterThan(50)
  expect(retryAfter).toBeLessThanOrEqual(60)
  await inbound.receive(from('user-2'))
  expect(kept).toHaveLength(4)
})

test('a flood that can not be told to wait leaves one note in its conversation', async () => {
  const { inbound, texts, kept } = open({ maxPerMinute: 2 })
  for (let n = 0; n < 6; n++) await inbound.take(from('user-1', { message: `${n}` }))
  await inbound.take(from('user-2', { message: 'other' }))
  expect(texts()).toEqual([
    '0',
    '1',
    '[further messages of this minute were dropped: more than 2]',
    'other',
  ])
  expect(kept[2]).toMatchObject({ userId: 'user-1' })
})

test('one person of a group does not use up what the others may write', async () => {
  const { inbound, texts } = open({ maxPerMinute: 1 })
  const say = (id: string) => inbound.take(from('group', { message: id, sender: { id } }))
  await say('loud')
  await say('quiet')
  expect(texts()).toEqual(['loud', 'quiet'])
})

test('the note stands in each conversation in which something was dropped', async () => {
  const { inbound, kept } = open({ maxPerMinute: 1 })
  const say = (userId: string) => inbound.take(from(userId, { sender: { id: 'loud' } }))
  for (const userId of ['group', 'group', 'group', 'direct', 'direct']) await say(userId)
  expect(kept.map(({ userId, message }) => [userId, message.slice(0, 9)])).toEqual([
    ['group', 'Hello'],
    ['group', '[further '],
    ['direct', '[further '],
  ])
})

test('what waited while the gateway was away is no flood, but what was written as one is', async () => {
  const { inbound, texts } = open({ maxPerMinute: 2 })
  const start = Date.parse('2026-02-14T12:00:00Z')
  const say = (minute: number) =>
    inbound.take(
      from('user-1', { message: `${minute}`, writtenAt: new Date(start + minute * 60_000) }),
    )
  for (const minute of [0, 1, 2, 3, 3, 3, 3, 4]) await say(minute)
  expect(texts()).toEqual([
    '0',
    '1',
    '2',
    '3',
    '3',
    expect.stringMatching(/^\[further/) as string,
    '4',
  ])
})

test('a repeat is answered as the first time, and uses up nothing', async () => {
  const { inbound, kept } = open({ maxPerMinute: 2 })
  const [first, second] = [from('user-1'), from('user-1')]
  for (const message of [first, first, first, second, first]) await inbound.receive(message)
  expect(kept).toEqual([first, second])
  await expect(inbound.receive(from('user-1'))).rejects.toMatchObject({ kind: 'rateLimited' })
  expect(await inbound.receive(second)).toMatchObject({ userId: 'user-1' })
})

test('a store that is away uses up nothing, and owes the note', async () => {
  const { inbound, store, texts } = open({ maxPerMinute: 1 })
  const away = new GatewayError('unavailable', 'The store is not available.')
  const tryWhileAway = async (message: InboundMessage) => {
    store.failure = away
    for (let n = 0; n < 3; n++) await expect(inbound.take(message)).rejects.toBe(away)
    store.failure = undefined
    await inbound.take(message)
  }
  await tryWhileAway(from('user-1', { message: 'one' }))
  await tryWhileAway(from('user-1', { message: 'two' }))
  expect(texts()).toEqual(['one', expect.stringMatching(/^\[further/) as string])
})

test('who may write changes while messages come', async () => {
  const { inbound, config, kept } = open({ maxPerMinute: 1 })
  await inbound.receive(from('user-1'))
  await expect(inbound.receive(from('user-1'))).rejects.toMatchObject({ kind: 'rateLimited' })
  config.maxPerMinute = 3
  config.allow = ['user-1']
  await inbound.receive(from('user-1'))
  await expect(inbound.receive(from('user-2'))).rejects.toMatchObject({ kind: 'forbidden' })
  expect(kept).toHaveLength(2)
})

test('what the store will never take is dropped, and the log says so', async () => {
  const { inbound, store, lines } = open()
  store.failure = new GatewayError('internal', 'The store refused the data.')
  await inbound.take(from('user-1', { externalId: 'update-x' }))
  expect(lines.join('')).toContain('update-x')
})

test('what the store throws is no refusal', async () => {
  const { inbound, store } = open()
  store.failure = new Error('the store is down')
  await expect(inbound.take(from('user-1'))).rejects.toThrow('the store is down')
})
