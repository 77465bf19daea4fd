import { expect, test } from 'vitest'
import { build, connected, connecting, off, outbound, place, waiting } from './channels-house.ts'

test('lists what is configured, before anything is started', async () => {
  const { configs } = await place()
  const { channels } = build(configs)
  expect(channels.has('support')).toBe(true)
  expect(channels.has('constructor')).toBe(false)
  const state = { status: 'disconnected', reason: 'not started' }
  expect(channels.list()).toEqual([
    { name: 'telegram', type: 'telegram', state },
    { name: 'support', type: 'webhook', state },
    { name: 'old', type: 'webhook', state: off },
  ])
})

test('starts all, tells of each change once, and stops all', async () => {
  const { configs, telegram } = await place()
  const { channels, received, reports, lines, open, state } = build(configs)
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  expect(state('support')).toEqual(connected)
  expect([...open.keys()].toSorted()).toEqual(['support', 'telegram'])
  await telegram.say('Is anybody there?')
  await expect.poll(() => received, waiting).toHaveLength(1)
  expect(received[0]).toMatchObject(['telegram', { userId: '456', message: 'Is anybody there?' }])

  const send = () => open.get('support')?.send(outbound('support'), AbortSignal.timeout(20_000))
  expect(await send()).toEqual({ outcome: 'sent' })
  expect(await send()).toEqual({ outcome: 'sent' })
  await channels.stop()
  expect(open.size).toBe(0)
  expect(reports.toSorted()).toEqual([
    ['support', connected],
    ['telegram', connecting],
    ['telegram', connected],
  ])
  const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(log).toContainEqual(expect.objectContaining({ channel: 'telegram', msg: 'connected' }))
  expect(lines.join('')).not.toContain(telegram.token)
})

test('one that is disabled is not made, and takes no webhooks', async () => {
  const { configs, webhook } = await place()
  const { channels, open, state } = build(configs)
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  expect(open.has('old')).toBe(false)
  expect(channels.isReady('old')).toBe(false)
  expect(state('old')).toEqual(off)
  expect(webhook.deliveries).toEqual([])
})

test('takes webhooks only for webhook channels that are enabled', async () => {
  const { configs, webhook } = await place()
  const { channels, received, state } = build(configs)
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const body = Buffer.from('{"userId":"user-456","message":"Hello"}')
  const headers = webhook.sign('msg_1', body)
  await channels.receiveWebhook('support', { headers, body })
  expect(received).toMatchObject([['support', { externalId: 'msg_1', userId: 'user-456' }]])
  for (const name of ['telegram', 'old', 'nobody']) {
    await expect(channels.receiveWebhook(name, { headers, body })).rejects.toMatchObject({
      kind: 'notFound',
    })
  }
})

test('one that can not work does not keep the others from it', async () => {
  const { configs } = await place()
  const { channels, lines, state } = build({
    ...configs,
    broken: { ...configs.support, secret: '[redacted]' },
  })
  channels.start()
  await expect
    .poll(() => state('broken'), waiting)
    .toEqual({ status: 'error', reason: 'The webhook secret is not valid base64.' })
  expect(state('support')).toEqual(connected)
  expect(lines.join('')).toContain('not valid base64')
})
