import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { vendors } from '../support/peers/all.ts'
import type { Arrival } from '../support/peers/front.ts'
import { isAbsent, type Peer, type Vendor } from '../support/peers/peer.ts'
import { Folder, Life } from './steps/life.ts'

interface Side {
  name: string
  vendor: Vendor
  peer: Peer
}

/** What the service is asked for the chat that has to wait; every text to it says so. */
const waitingAt = ({ peer }: Side): Arrival[] =>
  (peer.front?.arrivals ?? []).filter(({ body }) => body.includes('waiting'))

async function send(life: Life, { name, peer }: Side, user: number, text: string) {
  const message = await life.send(peer.address(user), text, name)
  if (message === undefined) throw new Error('It was not accepted.')
  return message
}

/** Others are sent to meanwhile, on this channel too. */
async function expectOthersPass(life: Life, sides: Side[], users: number[]): Promise<void> {
  const sent: Message[] = []
  for (const side of sides) {
    for (const user of users) sent.push(await send(life, side, user, `to another, ${user}`))
  }
  for (const { id } of sent) expect((await life.ended(id)).status).toBe('sent')
}

interface Course {
  seconds: number
  /** Kills the gateway after so many seconds, and starts it again on the same state. */
  killedAfter?: number
}

/** Ends when all that had to wait is sent. */
async function run(folder: Folder, sides: Side[], { seconds, killedAfter }: Course) {
  let life = await Life.begin(folder)
  await using lives = new AsyncDisposableStack()
  lives.defer(() => life[Symbol.asyncDispose]())
  for (const { name, vendor, peer } of sides) {
    await life.connected(name)
    if (!isAbsent(vendor.later)) peer.front?.nextOf('waiting', vendor.later.fate(seconds))
  }
  const waiting: { side: Side; id: string }[] = []
  const sendWaiting = async (text: string): Promise<void> => {
    for (const side of sides) {
      waiting.push({ side, id: (await send(life, side, 0, `waiting, ${text}`)).id })
    }
  }
  await sendWaiting('first')
  await sendWaiting('second')
  await expectOthersPass(life, sides, [1, 2])
  for (const side of sides) expect(waitingAt(side)).toHaveLength(1)
  if (killedAfter !== undefined) {
    await sleep(killedAfter * 1_000)
    life.kill()
    await life.killed
    life = await Life.begin(folder)
    for (const { name } of sides) await life.connected(name)
  }
  await sendWaiting('third')
  await expectOthersPass(life, sides, [3, 4])
  for (const side of sides) expect(waitingAt(side)).toHaveLength(1)
  const left = performance.now() - Math.min(...sides.map((side) => waitingAt(side)[0]?.at ?? 0))
  await sleep(Math.max(0, seconds * 1_000 - left))
  const ended: Message[] = []
  for (const { id } of waiting) ended.push(await life.ended(id))
  await life.stop()
  return ended
}

function expectWaited(side: Side, seconds: number): void {
  const [asked, ...later] = waitingAt(side)
  expect(asked?.taken).toBe(false)
  expect(later.map(({ body }) => /(first|second|third)/.exec(body)?.[0])).toEqual([
    'first',
    'second',
    'third',
  ])
  for (const { at } of later) {
    // The gateway counts in its own whole milliseconds.
    expect(at - (asked?.at ?? Infinity)).toBeGreaterThanOrEqual(seconds * 1_000 - 1)
  }
}

it.concurrent.each<Course>([{ seconds: 35, killedAfter: 12 }, { seconds: 12 }])(
  'a chat for which the service asks for $seconds s gets nothing before, all others at once',
  async (course) => {
    await using opened = new AsyncDisposableStack()
    const sides: Side[] = []
    for (const vendor of [vendors.telegram, vendors.discord]) {
      const peer = opened.use(await vendor.open())
      sides.push({ name: vendor.type, vendor, peer })
    }
    const channels = Object.fromEntries(sides.map(({ name, peer }) => [name, peer]))
    const folder = opened.use(await Folder.make(channels))
    const ended = await run(folder, sides, course)
    for (const message of ended) expect(message.status).toBe('sent')
    const outcomes = ended.map(({ attempts = [] }) => attempts.map(({ outcome }) => outcome))
    const waited = ['later', 'sent']
    const atOnce = ['sent']
    expect(outcomes).toEqual([waited, waited, atOnce, atOnce, atOnce, atOnce])
    for (const side of sides) {
      expectWaited(side, course.seconds)
      expect(await side.peer.arrived(0)).toEqual([
        'waiting, first',
        'waiting, second',
        'waiting, third',
      ])
    }
  },
  120_000,
)
