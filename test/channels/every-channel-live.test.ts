import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { ChannelChange, ErrorResponse } from '../../src/generated/types.ts'
import { allVendors } from '../support/peers/all.ts'
import { House, subject } from '../support/peers/house.ts'
import { isAbsent, type Vendor } from '../support/peers/peer.ts'
import { until } from '../support/until.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

// A channel that goes away and comes back: its service, its configuration, its token.

type ChannelPart = Record<string, unknown> | null

/** Puts a part into the configuration of the channel, or with `null` the channel out of it. */
type Change = (house: House, part: ChannelPart) => Promise<void>

const ways: { way: string; change: Change }[] = [
  {
    way: 'a patch',
    change: (house, part) => house.patch({ channels: { [subject]: part } }),
  },
  {
    way: 'a changed file',
    change: (house, part) =>
      house.rewrite(({ [subject]: before, ...others }) =>
        part === null ? others : { ...others, [subject]: { ...before, ...part } },
      ),
  },
]

/** A house with another channel, that has nothing to do with all this. */
async function openWithWitness(vendor: Vendor) {
  await using opened = new AsyncDisposableStack()
  const receiver = opened.use(await WebhookReceiver.start())
  const witness = { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret }
  const house = opened.use(await House.open(vendor, { empty: true, channels: { witness } }))
  const resources = opened.move()
  return { house, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

/** Each event tells something new, and all but those of a channel that works or will in a moment tell why. */
function expectChanges(states: ChannelChange[]): void {
  for (const [index, { status, reason }] of states.entries()) {
    expect(states[index]).not.toEqual(states[index - 1])
    expect(reason !== undefined).toBe(status === 'disconnected' || status === 'error')
  }
}

async function expectRemoved(house: House): Promise<void> {
  await until(async () => {
    expect((await house.channels()).map(({ name }) => name)).not.toContain(subject)
  })
  const response = await house.post(house.peer.address(0), 'Too late')
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as ErrorResponse
  expect(error.details.issues).toMatchObject([{ field: 'body.channel' }])
}

describe.concurrent.each(allVendors)('$type', (vendor) => {
  it('says why it is away, and afterwards brings what waited, both ways and once', async () => {
    await using house = await House.open(vendor)
    const { connection } = vendor
    if (isAbsent(connection)) {
      await connection.instead(house)
      return
    }
    const { peer } = house
    await peer.say(0, 'before')
    await house.received(1)
    const before = (await house.states()).length
    await peer.leave()
    if (connection.by === 'watching') await house.hasState('disconnected', connection.reason)
    const waiting = [await house.send(0, 'first'), await house.send(0, 'second')]
    await peer.say(0, 'meanwhile')
    await house.hasState('disconnected', connection.reason)
    expect(await peer.arrived(0)).toEqual([])
    const away = (await house.states()).slice(before)
    expect(new Set(away.map(({ status }) => status))).toEqual(new Set(['disconnected']))
    await peer.comeBack()
    await house.connected()
    for (const message of waiting) expect((await house.ended(message)).status).toBe('sent')
    expect(await peer.arrived(0)).toEqual(['first', 'second'])
    await until(() => {
      expect(house.events('message:received')).toHaveLength(2)
    })
    await peer.say(0, 'after')
    const received = await house.received(3)
    expect(received.map(({ message }) => message)).toEqual(['before', 'meanwhile', 'after'])
    expectChanges(await house.states())
  }, 60_000)

  it.each(ways)(
    'comes, rests, goes on and goes by $way, and no other channel feels it',
    async ({ change }) => {
      await using opened = await openWithWitness(vendor)
      const { house } = opened
      const { peer } = house
      await change(house, peer.config)
      await house.connected()
      await peer.say(0, 'Hi')
      await house.received(1)
      await house.ended(await house.send(0, 'Hello'))

      await change(house, { enabled: false })
      await house.hasState('disconnected', /^disabled in the configuration$/)
      const held = await house.send(0, 'held')
      await house.upToDate()
      expect(await house.message(held)).toMatchObject({ status: 'queued', attempts: [] })
      expect(house.events('message:sent')).toHaveLength(1)

      await change(house, { enabled: true })
      await house.connected()
      expect((await house.ended(held)).status).toBe('sent')
      expect(await peer.arrived(0)).toEqual(['Hello', 'held'])

      await change(house, null)
      await expectRemoved(house)
      expect((await house.states()).at(-1)).toMatchObject({
        status: 'disconnected',
        reason: 'removed from the configuration',
      })
      expect(await house.states('witness')).toEqual([{ channel: 'witness', status: 'connected' }])
      expect(house.errors()).toEqual([])
    },
    60_000,
  )

  it('says once that its token is wrong, does not try it again, and takes the right one', async () => {
    const { token } = vendor
    if (isAbsent(token)) {
      await using house = await House.open(vendor)
      await token.instead(house)
      return
    }
    const channel = { botToken: token.wrong }
    await using house = await House.open(vendor, { channel, impatient: true })
    await house.hasState('error', token.reason)
    const waiting = await house.send(0, 'Wait for it')
    // A loop, with the backoff of one, would have tried again by now.
    await sleep(2_500)
    const states = await house.states()
    expect(states.map(({ status }) => status)).toEqual(['connecting', 'error'])
    expect(house.errors()).toMatchObject([{ source: 'channel', channel: subject }])
    expect(house.errors()[0]?.message).toMatch(token.reason)
    expect(await house.message(waiting)).toMatchObject({ status: 'queued', attempts: [] })
    expect(house.server.output() + JSON.stringify(house.errors())).not.toContain(token.wrong)
    await house.patch({ channels: { [subject]: { botToken: house.peer.config['botToken'] } } })
    await house.connected()
    expect((await house.ended(waiting)).status).toBe('sent')
    expect(await house.peer.arrived(0)).toEqual(['Wait for it'])
  })
})
