import { expect, test } from 'vitest'
import {
  build,
  changing,
  connected,
  connecting,
  off,
  outbound,
  place,
  removed,
  waiting,
} from './channels-house.ts'

test('adds, changes, disables and removes one without touching the others', async () => {
  const { configs, telegram } = await place()
  const { support } = configs
  const { channels, reportsOf, open, state } = build({ telegram: configs.telegram })
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  const bot = open.get('telegram')

  channels.apply({ telegram: configs.telegram, support })
  expect(channels.has('support')).toBe(true)
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const first = open.get('support')

  const elsewhere = { ...support, url: `${support.url}/other` }
  channels.apply({ telegram: configs.telegram, support: elsewhere })
  await expect.poll(() => reportsOf('support'), waiting).toEqual([connected, changing, connected])
  expect(open.get('support')).not.toBe(first)

  channels.apply({ telegram: configs.telegram, support: { ...support, enabled: false } })
  await expect.poll(() => state('support'), waiting).toEqual(off)
  expect(open.has('support')).toBe(false)

  channels.apply({ telegram: { ...configs.telegram } })
  expect(channels.has('support')).toBe(false)
  await expect(
    channels.receive('support', { externalId: '1', userId: 'user-1', message: 'Hi' }),
  ).rejects.toMatchObject({ kind: 'notFound' })

  expect(open.get('telegram')).toBe(bot)
  expect(reportsOf('telegram')).toEqual([connecting, connected])
  expect(telegram.calls('getMe')).toHaveLength(1)
})

test('lets what is being sent end before it goes over to the new configuration', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, open, state, reportsOf } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const first = open.get('support')
  const release = holdClosing()
  channels.apply({ support: { ...support, url: `${support.url}/1` } })
  channels.apply({ support: { ...support, url: `${support.url}/2` } })
  const sending = first?.send(outbound('support'), AbortSignal.timeout(20_000))
  expect(await sending).toEqual({ outcome: 'sent' })
  expect(open.get('support')).toBe(first)
  release()
  await expect.poll(() => open.get('support') !== first, waiting).toBe(true)
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  expect(reportsOf('support').filter(({ status }) => status === 'error')).toEqual([])
})

test('one that is removed and comes back at once begins when its predecessor has ended', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, reportsOf, open, state } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const release = holdClosing()
  channels.apply({})
  channels.apply({ support })
  expect(state('support')).toEqual({ status: 'disconnected', reason: 'not started' })
  release()
  await expect.poll(() => reportsOf('support'), waiting).toEqual([connected, removed, connected])
  expect(open.has('support')).toBe(true)
})

test('one that is removed before it began never begins', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, reportsOf, open, state } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const release = holdClosing()
  channels.apply({})
  channels.apply({ support })
  channels.apply({})
  release()
  await expect.poll(() => reportsOf('support').at(-1), waiting).toEqual(removed)
  await channels.stop()
  expect(open.size).toBe(0)
  expect(reportsOf('support')).toEqual([connected, removed])
})

test('what changes before the start is started as it then is', async () => {
  const { configs } = await place()
  const { channels, reports, state } = build({ support: configs.support })
  channels.apply({ other: configs.support })
  expect(reports).toEqual([])
  channels.start()
  await expect.poll(() => state('other'), waiting).toEqual(connected)
  expect(channels.has('support')).toBe(false)
  expect(reports).toEqual([['other', connected]])
})

test('takes over who may write, and how much, without closing anything', async () => {
  const { configs, telegram } = await place()
  const { channels, reportsOf, open, state } = build({ telegram: configs.telegram })
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  const bot = open.get('telegram')
  const receive = (userId: string) =>
    channels.receive('telegram', { externalId: `${userId}-1`, userId, message: 'Hi' })
  for (let n = 1; n <= 10; n++) {
    channels.apply({ telegram: { ...configs.telegram, allow: ['user-1'], maxPerMinute: n } })
  }
  await expect(receive('stranger')).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await receive('user-1')).toMatchObject({ userId: 'user-1' })
  channels.apply({ telegram: { ...configs.telegram, parseMode: 'HTML' } })
  await expect
    .poll(() => reportsOf('telegram'), waiting)
    .toEqual([connecting, connected, changing, connecting, connected])
  expect(open.get('telegram')).not.toBe(bot)
  expect(telegram.calls('getMe')).toHaveLength(2)
})

test('goes over to the newest of many configurations at once', async () => {
  const { configs, telegram } = await place()
  const { channels, reportsOf, state } = build({ telegram: configs.telegram })
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  for (let n = 1; n <= 10; n++) {
    channels.apply({
      telegram: { ...configs.telegram, apiRoot: `${telegram.apiRoot}${'/'.repeat(n)}` },
    })
  }
  await expect
    .poll(() => reportsOf('telegram'), waiting)
    .toEqual([connecting, connected, changing, connecting, connected])
  expect(telegram.calls('getMe')).toHaveLength(2)
})

test('takes nothing in from the moment at which it is disabled, while what is being sent ends', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, open, state } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const release = holdClosing()
  channels.apply({ support: { ...support, enabled: false } })
  await expect.poll(() => state('support'), waiting).toEqual(off)
  expect(open.has('support')).toBe(true)
  await expect(
    channels.receive('support', { externalId: '1', userId: 'user-1', message: 'Hi' }),
  ).rejects.toMatchObject({ kind: 'unavailable' })
  release()
  await expect.poll(() => open.has('support'), waiting).toBe(false)
})

test('tells no reason that is longer than the contract has room for', async () => {
  const { configs } = await place()
  const long = `http://${'a'.repeat(2_000)}.invalid/in`
  const { channels, open, state } = build({ support: { ...configs.support, url: long } })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  await open.get('support')?.send(outbound('support'), AbortSignal.timeout(20_000))
  expect(state('support')?.reason).toHaveLength(500)
})
