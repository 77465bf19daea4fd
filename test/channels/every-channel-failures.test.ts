import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { allVendors } from '../support/peers/all.ts'
import { House, subject } from '../support/peers/house.ts'
import { isAbsent } from '../support/peers/peer.ts'

// How a channel fares when its service does not take a message at once, or ever, or does not say.

const outcomes = ({ attempts = [] }: Message): string[] => attempts.map(({ outcome }) => outcome)

describe.concurrent.each(allVendors)('$type', (vendor) => {
  it('sends again, by the schedule, what the service does not take now', async () => {
    await using house = await House.open(vendor)
    const { later } = vendor
    if (isAbsent(later)) {
      await later.instead(house)
      return
    }
    house.peer.front?.next(later.fate(), later.fate())
    const sent = await house.ended(await house.send(0, 'Please'))
    expect(outcomes(sent)).toEqual(['later', 'later', 'sent'])
    expect(sent.attempts?.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(later.reason),
      expect.stringMatching(later.reason),
      undefined,
    ])
    expect(await house.peer.arrived(0)).toEqual(['Please'])
    expect(house.peer.front?.arrivals).toHaveLength(3)
    await house.upToDate()
    expect(house.events('message:sent')).toHaveLength(1)
    expect(house.errors()).toEqual([])
  })

  it('gives up at the end of the schedule, and says so', async () => {
    await using house = await House.open(vendor, { delivery: { retryDelays: [0.1, 0.1] } })
    const { later } = vendor
    if (isAbsent(later)) {
      await later.instead(house)
      return
    }
    house.peer.front?.next(later.fate(), later.fate(), later.fate())
    const failed = await house.ended(await house.send(0, 'Please'))
    expect(failed).toMatchObject({ status: 'failed' })
    expect(failed.error).toMatch(later.reason)
    expect(outcomes(failed)).toEqual(['later', 'later', 'later'])
    await house.upToDate()
    expect(house.errors()).toMatchObject([{ source: 'delivery', messageId: failed.id }])
    expect(await house.channel()).toMatchObject({ messagesFailed: 1, messagesSent: 0 })
    expect(await house.peer.arrived(0)).toEqual([])
  })

  it('waits for as long as the service asks for, and lets others pass meanwhile', async () => {
    await using house = await House.open(vendor)
    const { later } = vendor
    if (isAbsent(later)) {
      await later.instead(house)
      return
    }
    const { front } = house.peer
    front?.nextOf('first', later.fate(8))
    const first = await house.send(0, 'first')
    const second = await house.send(0, 'second')
    const other = await house.ended(await house.send(1, 'other'))
    expect(outcomes(other)).toEqual(['sent'])
    expect(await house.peer.arrived(0)).toEqual([])
    expect(outcomes(await house.ended(first, 30_000))).toEqual(['later', 'sent'])
    expect(outcomes(await house.ended(second, 30_000))).toEqual(['sent'])
    expect(await house.peer.arrived(0)).toEqual(['first', 'second'])
    const [asked = 0, again = 0] = (front?.arrivals ?? [])
      .filter(({ body }) => body.includes('first'))
      .map(({ at }) => at)
    expect(again - asked).toBeGreaterThanOrEqual(8_000)
  }, 60_000)

  it('does not try again what is refused for good', async () => {
    await using house = await House.open(vendor)
    const { never } = vendor
    if (never.fate !== undefined) house.peer.front?.next(never.fate)
    const accepted = await house.sendTo(never.address ?? house.peer.address(0), 'Hello')
    const failed = await house.ended(accepted)
    expect(failed).toMatchObject({ status: 'failed' })
    expect(failed.error).toMatch(never.reason)
    expect(outcomes(failed)).toEqual(['never'])
    await house.upToDate()
    expect(house.errors()).toMatchObject([
      { source: 'delivery', channel: subject, messageId: failed.id },
    ])
    expect(house.errors()[0]?.message).toContain(failed.error)
    // By then a repeat would have come.
    await house.ended(await house.send(1, 'Others are not concerned'))
    await house.ended(await house.send(0, 'Nor is what comes after it'))
    expect(await house.peer.arrived(0)).toEqual(['Nor is what comes after it'])
    expect(await house.message(accepted)).toEqual(failed)
    expect(await house.channel()).toMatchObject({ messagesFailed: 1, messagesSent: 2 })
  })

  it('tells honestly of a message whose connection broke after it was taken', async () => {
    await using house = await House.open(vendor)
    const { lost } = vendor
    if (isAbsent(lost)) {
      await lost.instead(house)
      return
    }
    house.peer.front?.next('taken, then reset')
    const ended = await house.ended(await house.send(0, 'Did you get this?'))
    expect(ended.status).toBe(lost.status)
    expect(outcomes(ended)).toEqual(lost.attempts)
    expect(await house.peer.arrived(0)).toEqual(['Did you get this?'])
    await house.upToDate()
    const uncertain = lost.status === 'unknown' ? 1 : 0
    expect(house.errors().filter(({ messageId }) => messageId === ended.id)).toHaveLength(uncertain)
    expect(house.events('message:sent')).toHaveLength(1 - uncertain)
    expect(await house.channel()).toMatchObject({
      messagesUnknown: uncertain,
      messagesSent: 1 - uncertain,
    })
    // It holds up nothing.
    await house.ended(await house.send(0, 'And this?'))
    expect(await house.peer.arrived(0)).toEqual(['Did you get this?', 'And this?'])
  })

  it('sends it again where the configuration wants that, whatever comes of it', async () => {
    await using house = await House.open(vendor, { delivery: { onUnknown: 'resend' } })
    const { lost } = vendor
    if (isAbsent(lost)) {
      await lost.instead(house)
      return
    }
    house.peer.front?.next('taken, then reset')
    const ended = await house.ended(await house.send(0, 'Did you get this?'))
    expect(ended.status).toBe('sent')
    expect(outcomes(ended)).toEqual([lost.attempts[0], 'sent'])
    // Who can tell a repeat shows it once even so.
    const times = lost.status === 'unknown' ? 2 : 1
    expect(await house.peer.arrived(0)).toEqual(
      Array.from({ length: times }, () => 'Did you get this?'),
    )
    expect(await house.channel()).toMatchObject({ messagesUnknown: 0, messagesSent: 1 })
  })

  it('splits what is too long for one message, and tells once that it is sent', async () => {
    await using house = await House.open(vendor)
    const paragraphs = Array.from(
      { length: 90 },
      (_, index) => `${index} ${'word '.repeat(20)}end.`,
    )
    const text = paragraphs.join('\n\n')
    const parts = Math.max(1, Math.ceil(text.length / vendor.longest))
    const sent = await house.ended(await house.send(0, text), 30_000)
    const arrived = await house.peer.arrived(0)
    expect(arrived.length).toBeGreaterThanOrEqual(parts)
    expect(arrived.length).toBeLessThanOrEqual(Math.ceil(parts * 1.2))
    expect(Math.max(...arrived.map(({ length }) => length))).toBeLessThanOrEqual(vendor.longest)
    expect(arrived.join('\n\n')).toBe(text)
    expect(sent.attempts?.map(({ part, outcome }) => [part, outcome])).toEqual(
      arrived.map((_, index) => [index + 1, 'sent']),
    )
    await house.upToDate()
    expect(house.events('message:sent')).toHaveLength(1)
    expect(await house.channel()).toMatchObject({ messagesSent: 1 })
  }, 60_000)
})
