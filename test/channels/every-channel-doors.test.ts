import { describe, expect, it } from 'vitest'
import { maxLengths } from '../../src/generated/operations.ts'
import { allVendors } from '../support/peers/all.ts'
import { House } from '../support/peers/house.ts'
import { isAbsent, type Vendor } from '../support/peers/peer.ts'

// Who may come in, how often, and with what.

const truncated = ' … [truncated]'

const badTexts: {
  what: string
  text: string
  clean: string
  /** Where channels differ. */
  kind?: keyof Vendor['hostile']
}[] = [
  {
    what: 'control characters',
    text: 'a\u0007b\u001B[31mc\u0085d\r\ne\tf',
    clean: 'ab[31mcd\ne\tf',
  },
  { what: 'emptiness', text: ' \u0007\n', clean: '[empty message]' },
  {
    what: 'lone surrogates',
    text: 'a\uD800b\uDC00c 👋',
    clean: 'a\uFFFDb\uFFFDc 👋',
    kind: 'surrogates',
  },
  { what: 'a NUL', text: 'a\u0000b', clean: 'ab', kind: 'nul' },
  {
    what: '100 KB',
    text: 'long '.repeat(20_480),
    clean: 'long '.repeat(20_480).slice(0, maxLengths.MessageText - truncated.length) + truncated,
    kind: 'long',
  },
]

describe.concurrent.each(allVendors)('$type', (vendor) => {
  it('stores nothing of who is not on its allow list', async () => {
    const peer = await vendor.open()
    const friend = peer.address(1)
    await peer[Symbol.asyncDispose]()
    await using house = await House.open(vendor, { channel: { allow: [friend] } })
    const said = await house.peer.say(0, 'Let me in')
    const { refusal } = vendor
    const told = refusal === undefined ? { taken: true } : { taken: false, code: refusal.stranger }
    expect(said).toEqual(told)
    expect(await house.peer.say(1, 'It is me')).toEqual({ taken: true })
    const received = await house.received(1)
    expect(received).toMatchObject([{ userId: friend, message: 'It is me' }])
    expect(await house.sessions()).toMatchObject([{ userId: friend, messageCount: 1 }])
    expect(house.server.output()).not.toContain('Let me in')
  })

  it('takes from one user no more than the limit, and meanwhile everything from others', async () => {
    await using house = await House.open(vendor, { channel: { maxPerMinute: 3 } })
    const { peer } = house
    const answers = []
    for (let index = 1; index <= 6; index++) answers.push(await peer.say(0, `${index}`))
    expect(await peer.say(1, 'And I')).toEqual({ taken: true })
    const { refusal } = vendor
    const received = await house.received(refusal === undefined ? 5 : 4)
    const of = (user: number) =>
      received.filter(({ userId }) => userId === peer.address(user)).map(({ message }) => message)
    expect(of(1)).toEqual(['And I'])
    const note = '[further messages of this minute were dropped: more than 3]'
    expect(of(0)).toEqual(['1', '2', '3', ...(refusal === undefined ? [note] : [])])
    expect(answers.slice(0, 3)).toEqual([{ taken: true }, { taken: true }, { taken: true }])
    for (const answer of answers.slice(3)) {
      if (refusal === undefined) expect(answer).toEqual({ taken: true })
      else {
        expect(answer).toMatchObject({ taken: false, code: refusal.flood })
        expect(answer).toHaveProperty('retryAfter', expect.toSatisfy(isWithinMinute))
      }
    }
  })

  it.each(badTexts)('is not harmed by $what', async ({ text, clean, kind }) => {
    await using house = await House.open(vendor)
    const { peer } = house
    const verdict = kind === undefined ? 'cleaned' : vendor.hostile[kind]
    const said = await peer.say(0, text)
    if (verdict === 'cleaned') expect(said).toEqual({ taken: true })
    else expect(said).toEqual({ taken: false, code: expect.stringContaining(verdict) as unknown })
    expect(await peer.say(0, 'Still there?')).toEqual({ taken: true })
    const stored = verdict === 'cleaned' ? [clean] : []
    const received = await house.received(stored.length + 1)
    expect(received.map(({ message }) => message)).toEqual([...stored, 'Still there?'])
    expect(await house.channel()).toMatchObject({ status: 'connected' })
    expect(house.errors()).toEqual([])
  })

  it('says in words what it can not carry', async () => {
    await using house = await House.open(vendor)
    const { attachment } = vendor
    if (isAbsent(attachment)) {
      await attachment.instead(house)
      return
    }
    await house.peer.sayMore?.(0, attachment.parts)
    expect(await house.received(1)).toMatchObject([{ message: attachment.note }])
  })
})

const isWithinMinute = (seconds: number): boolean => seconds >= 1 && seconds <= 60
