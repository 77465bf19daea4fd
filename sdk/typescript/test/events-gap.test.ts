import { describe, expect, it } from 'vitest'
import { EventGapError } from '../src/index.ts'
import { openSettled, settled } from './support/house.ts'
import { fetchThen, numbers, reading } from './support/reading.ts'
import { soon } from './support/soon.ts'

/** A server whose log keeps the newest 10 of 32 events, and two more of its second start. */
async function openTrimmed() {
  const house = await openSettled()
  await house.receiveMany(0, 20)
  await house.stop()
  await house.trim(10)
  await house.start()
  await settled(house.url, 32)
  return house
}

const ways = [
  ['the socket', {}],
  ['polling', { WebSocket: false }],
] as const

describe.each(ways)('A gap, over %s', (_name, client) => {
  it.each([
    ['outdatedCursor', 5, /no longer keeps what followed event 5/],
    ['futureCursor', 1_000, /Event 1000 is ahead/],
  ])('is thrown: %s', async (reason, after, message) => {
    const house = await openTrimmed()
    const { ended } = reading(house.url, { after, client })
    const error = await ended
    expect(error).toBeInstanceOf(EventGapError)
    expect(error).toMatchObject({
      after,
      reason,
      message: expect.stringMatching(message) as string,
    })
  })

  it.each([
    ['outdatedCursor', 5],
    ['futureCursor', 1_000],
  ])('is told, and the oldest that is kept comes next: %s', async (reason, after) => {
    const house = await openTrimmed()
    const gaps: EventGapError[] = []
    const events = reading(house.url, { after, client, onGap: (gap) => gaps.push(gap) })
    await soon(() => events.ids.at(-1)).toBe(34)
    await house.receive('user-0', 'live')
    await soon(() => events.ids.at(-1)).toBe(35)
    expect(events.ids).toEqual(numbers(23, 35))
    expect(gaps).toMatchObject([{ after, reason }])
  })

  it('is no gap where everything that follows is kept', async () => {
    const house = await openTrimmed()
    const events = reading(house.url, { after: 22, client })
    await soon(() => events.ids.at(-1)).toBe(34)
    expect(events.ids).toEqual(numbers(23, 34))
  })
})

describe('A gap', () => {
  it('is gone over although the gateway can not be reached just then', async () => {
    const house = await openTrimmed()
    const gaps: EventGapError[] = []
    let failures = 0
    const events = reading(house.url, {
      after: 5,
      onGap: (gap) => gaps.push(gap),
      client: {
        maxRetries: 0,
        fetch: fetchThen((answers) => {
          failures = Math.min(answers, 3)
          return answers > 3 ? Promise.resolve(undefined) : Promise.reject(new TypeError('broken'))
        }),
      },
    })
    await soon(() => events.ids.at(-1)).toBe(34)
    expect(events.ids).toEqual(numbers(23, 34))
    expect(gaps).toHaveLength(1)
    expect(failures).toBe(3)
  })

  it('is gone over to the oldest of the types that are wanted', async () => {
    const house = await openTrimmed()
    await house.receive('somebody new', 'Hello')
    const events = reading(house.url, {
      after: 5,
      types: ['session:created'],
      onGap: () => undefined,
    })
    await soon(() => events.ids).toEqual([35])
  })
})
