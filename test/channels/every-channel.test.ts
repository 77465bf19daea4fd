import { describe, expect, it } from 'vitest'
import { allVendors } from '../support/peers/all.ts'
import { House, subject } from '../support/peers/house.ts'
import { isAbsent } from '../support/peers/peer.ts'
import { until } from '../support/until.ts'

// What every channel does on a good day. The other files `every-channel-*` hold the rest of the same suite.

const texts = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name} ${index + 1}`)

describe.concurrent.each(allVendors)('$type', (vendor) => {
  it('shows what a user writes as a session, a message and their events', async () => {
    await using house = await House.open(vendor)
    const { peer } = house
    const userId = peer.address(0)
    expect(await peer.say(0, 'Is anybody there?')).toEqual({ taken: true })
    const [received] = await house.received(1)
    expect(received).toMatchObject({
      channel: subject,
      userId,
      direction: 'inbound',
      message: 'Is anybody there?',
      status: 'received',
    })
    const [session, ...others] = await house.sessions()
    expect(others).toEqual([])
    expect(session).toMatchObject({ id: received?.sessionId, userId, messageCount: 1 })
    expect(house.events('session:created')).toEqual([session])
    expect(await house.channel()).toMatchObject({ type: vendor.type, messagesReceived: 1 })
  })

  it('tells who wrote, where that is known', async () => {
    await using house = await House.open(vendor)
    const { sender } = vendor
    if (isAbsent(sender)) {
      await sender.instead(house)
      return
    }
    await house.peer.say(0, 'It is me')
    await house.peer.say(1, 'And me')
    const received = await house.received(2)
    expect(new Map(received.map((message) => [message.userId, message.sender]))).toEqual(
      new Map([0, 1].map((user) => [house.peer.address(user), sender.of(user)])),
    )
  })

  it('brings a message to the user once, and tells that and how it was sent', async () => {
    await using house = await House.open(vendor)
    const accepted = await house.send(0, 'Hello *from* <b>API</b>!')
    expect(accepted).toMatchObject({ direction: 'outbound', status: 'queued' })
    const sent = await house.ended(accepted)
    expect(sent).toMatchObject({ id: accepted.id, status: 'sent', message: accepted.message })
    expect(sent.attempts).toEqual([
      { time: expect.any(String) as unknown, outcome: 'sent', part: 1 },
    ])
    await house.upToDate()
    const [told, ...others] = house.events('message:sent')
    expect({ ...told, attempts: sent.attempts }).toEqual(sent)
    expect(others).toEqual([])
    expect(await house.peer.arrived(0)).toEqual([vendor.plain])
    expect(house.peer.front?.arrivals ?? []).toHaveLength(house.peer.front === undefined ? 0 : 1)
    expect(await house.channel()).toMatchObject({
      messagesSent: 1,
      messagesFailed: 0,
      messagesUnknown: 0,
    })
  })

  it('takes an update once that comes twice', async () => {
    await using house = await House.open(vendor)
    const { peer } = house
    await peer.say(0, 'Once')
    expect(await peer.repeat(0)).toEqual({ taken: true })
    await peer.say(0, 'And then')
    const received = await house.received(2)
    expect(received.map(({ message }) => message)).toEqual(['Once', 'And then'])
    expect(await house.sessions()).toMatchObject([{ messageCount: 2 }])
    expect(await house.channel()).toMatchObject({ messagesReceived: 2 })
  })

  it('keeps the order of each conversation, several of them beside each other', async () => {
    await using house = await House.open(vendor)
    const { peer } = house
    const long = texts('long', 30)
    const conversations = [long, ...['a', 'b', 'c'].map((name) => texts(name, 8))]
    await Promise.all(
      conversations.map(async (outbound, user) => {
        for (const text of outbound) await house.send(user, text)
      }),
    )
    // Telegram takes one message a second to a chat.
    await until(async () => {
      expect(await peer.arrived(0)).toHaveLength(long.length)
    }, 60_000)
    await until(async () => {
      for (const [user, outbound] of conversations.entries()) {
        expect(await peer.arrived(user)).toEqual(outbound)
      }
    })
    await until(() => {
      expect(house.events('message:sent')).toHaveLength(conversations.flat().length)
    })
  }, 90_000)

  it('takes what users write in the order in which they write it', async () => {
    await using house = await House.open(vendor)
    const { peer } = house
    const conversations = [texts('long', 30), ...['a', 'b', 'c'].map((name) => texts(name, 8))]
    await Promise.all(
      conversations.map(async (inbound, user) => {
        for (const text of inbound) await peer.say(user, text)
      }),
    )
    const received = await house.received(conversations.flat().length)
    for (const [user, inbound] of conversations.entries()) {
      const own = received.filter(({ userId }) => userId === peer.address(user))
      expect(own.map(({ message }) => message)).toEqual(inbound)
    }
  })
})
