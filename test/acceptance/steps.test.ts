import { describe, expect, it } from 'vitest'
import type { EventPage, Message, MessagePage, SessionPage } from '../../src/generated/types.ts'
import { allVendors, vendors } from '../support/peers/all.ts'
import type { Peer, Vendor } from '../support/peers/peer.ts'
import { Folder, Life, subject } from './steps/life.ts'

const kills = 20
const killsInParts = 5

interface Step {
  step: string
  /** What becomes of a message on a channel that can't tell a repeat, and how often it arrives there. */
  uncertain: { status: Message['status']; arrivals: number }
  /** The attempts that are told of a message that is repeated. */
  attempts: string[]
  /** How often the service is given it where it drops repeats. */
  given: number
  /** The other side kills the gateway when it has taken the message and has not said so. */
  byPeer?: boolean
}

// The web chat has no service outside: there the message is "taken" when its sending is over and not yet written down.
const steps: Step[] = [
  {
    step: 'before the claim',
    uncertain: { status: 'sent', arrivals: 1 },
    attempts: ['sent'],
    given: 1,
  },
  {
    step: 'after the claim',
    uncertain: { status: 'unknown', arrivals: 0 },
    attempts: ['interrupted', 'sent'],
    given: 1,
  },
  {
    step: 'when it was taken',
    uncertain: { status: 'unknown', arrivals: 1 },
    attempts: ['interrupted', 'sent'],
    given: 2,
    byPeer: true,
  },
  {
    step: 'before the commit',
    uncertain: { status: 'unknown', arrivals: 1 },
    attempts: ['interrupted', 'sent'],
    given: 2,
  },
]

interface Plan {
  vendor: Vendor
  peer: Peer
  folder: Folder
  step: string
  byPeer: boolean
  kills: number
  /** What is sent in a life. */
  textOf: (mark: string) => string
  /** What the other side has when it kills. */
  killerOf: (mark: string) => string
}

async function beginLife(
  { folder, peer }: Pick<Plan, 'folder' | 'peer'>,
  kill?: { step: string; mark: string },
): Promise<Life> {
  const life = await Life.begin(folder, kill)
  peer.meet(life.url)
  return life
}

/** Lives that each finish what the one before has left, accept a message, and are killed in its delivery. @returns the ids */
async function dieAgainAndAgain(plan: Plan): Promise<string[]> {
  const { peer } = plan
  const ids: string[] = []
  for (let number = 0; ids.length < plan.kills; number++) {
    if (number > 2 * plan.kills) throw new Error('Most of the lives did not accept a message.')
    const mark = `${number}: `
    await using life = await beginLife(plan, { step: plan.step, mark })
    if (plan.byPeer && peer.front !== undefined) {
      peer.front.onTaken = (body) => {
        if (JSON.stringify(JSON.parse(body)).includes(plan.killerOf(mark))) life.kill()
      }
    }
    const last = ids.at(-1)
    if (last !== undefined) await life.ended(last)
    const message = await life.send(peer.address(number), plan.textOf(mark))
    expect(await life.killed).toBe('SIGKILL')
    // What was not acknowledged is no promise.
    if (message !== undefined) ids.push(message.id)
  }
  if (peer.front !== undefined) peer.front.onTaken = () => undefined
  return ids
}

/** Compiles what the lives share, and leaves it in the cache. */
async function warmUp(folder: Folder, peer: Peer): Promise<void> {
  await using life = await beginLife({ folder, peer })
  await life.connected()
  await life.stop()
}

interface Result {
  messages: Message[]
  /** What each user has, by the number of the life. */
  arrived: Map<string, string[]>
}

/** One life that nobody disturbs finishes all. */
async function finish({ folder, peer }: Plan, ids: string[]): Promise<Result> {
  await using life = await beginLife({ folder, peer })
  const accepted = await acceptedBy(life)
  expect(accepted).toEqual(expect.arrayContaining(ids))
  const messages: Message[] = []
  for (const id of accepted) messages.push(await life.ended(id))
  const arrived = new Map<string, string[]>()
  for (const { id, userId } of messages) {
    const number = Array.from({ length: 3 * kills }, (_, user) => user).find(
      (user) => peer.address(user) === userId,
    )
    arrived.set(id, await peer.arrived(number ?? -1))
  }
  const counts = { sent: countOf(messages, 'sent'), unknown: countOf(messages, 'unknown') }
  expect(await life.channel()).toMatchObject({
    messagesUnknown: counts.unknown,
    messagesFailed: 0,
  })
  await expectTold(life, messages)
  await life.stop()
  return { messages, arrived }
}

/** Also a message that was stored in a life which ended before it could say so. */
async function acceptedBy(life: Life): Promise<string[]> {
  const { sessions } = await life.get<SessionPage>('/api/sessions?limit=200')
  const pages = await Promise.all(
    sessions.map(({ id }) => life.get<MessagePage>(`/api/sessions/${id}/messages?limit=200`)),
  )
  return pages
    .flatMap(({ messages }) => messages)
    .filter(({ direction }) => direction === 'outbound')
    .map(({ id }) => id)
}

const countOf = (messages: Message[], status: Message['status']): number =>
  messages.filter((message) => message.status === status).length

/** Each is told of once, as what it became. */
async function expectTold(life: Life, messages: Message[]): Promise<void> {
  const { events } = await life.get<EventPage>('/api/events?limit=200&types=message:sent,error')
  for (const { id, status } of messages) {
    const told = events.filter(({ type, payload }) =>
      type === 'message:sent' ? payload.id === id : type === 'error' && payload.messageId === id,
    )
    expect(told.map(({ type }) => type)).toEqual([status === 'sent' ? 'message:sent' : 'error'])
  }
}

function report({ vendor, step, kills }: Plan, { messages, arrived }: Result, begun: number): void {
  const repeated = [...arrived.values()].filter((texts) => new Set(texts).size < texts.length)
  console.info(
    `kill -9 ${step}, ${vendor.type}: ${kills} kills, ${messages.length} accepted, ` +
      `${countOf(messages, 'sent')} sent, ${countOf(messages, 'unknown')} unknown, 0 lost, ` +
      `${repeated.length} seen twice, ${Math.round((performance.now() - begun) / 1_000)} s`,
  )
}

describe.each(steps)('killed $step', ({ step, uncertain, byPeer = false, ...certain }) => {
  it.concurrent.each(allVendors)(
    '$type keeps its promises',
    async (vendor) => {
      const begun = performance.now()
      await using peer = await vendor.open()
      await using folder = await Folder.make({ [subject]: peer })
      await warmUp(folder, peer)
      const outside = byPeer && peer.front !== undefined
      const plan: Plan = {
        vendor,
        peer,
        folder,
        step: outside ? '' : step,
        byPeer: outside,
        kills,
        textOf: (mark) => `${mark}hello`,
        killerOf: (mark) => `"${mark}hello`,
      }
      const result = await finish(plan, await dieAgainAndAgain(plan))
      report({ ...plan, step }, result, begun)
      const isCertain = 'absent' in vendor.lost || vendor.lost.status === 'sent'
      const expected = isCertain ? { status: 'sent', arrivals: 1 } : uncertain
      const outcomes = certain.attempts.slice(0, expected.status === 'sent' ? undefined : 1)
      for (const { id, status, attempts = [] } of result.messages) {
        expect({ status, arrivals: result.arrived.get(id)?.length }).toEqual(expected)
        expect(attempts.map(({ outcome }) => outcome)).toEqual(outcomes)
      }
      // No more than the step makes necessary.
      const given = (isCertain ? certain.given : uncertain.arrivals) * result.messages.length
      if (peer.front !== undefined) expect(peer.front.arrivals).toHaveLength(given)
    },
    240_000,
  )
})

/** Three parts, wherever a message may have 2,000 characters or 4,096. */
const inParts = (mark: string, longest: number): string =>
  [1, 2, 3].map((part) => `${mark}part ${part} ${'x'.repeat(longest - 100)}`).join('\n\n')

describe.each([
  { step: 'between two parts', byPeer: false },
  { step: 'when a part was taken', byPeer: true },
])('killed $step', ({ step, byPeer }) => {
  it.concurrent.each([vendors.telegram, vendors.discord])(
    '$type repeats no part that went',
    async (vendor) => {
      const begun = performance.now()
      await using peer = await vendor.open()
      await using folder = await Folder.make({ [subject]: peer })
      await warmUp(folder, peer)
      const plan: Plan = {
        vendor,
        peer,
        folder,
        step: byPeer ? '' : step,
        byPeer,
        kills: killsInParts,
        textOf: (mark) => inParts(mark, vendor.longest),
        killerOf: (mark) => `"${mark}part 2`,
      }
      const result = await finish(plan, await dieAgainAndAgain(plan))
      report({ ...plan, step }, result, begun)
      const isCertain = !byPeer || ('status' in vendor.lost && vendor.lost.status === 'sent')
      for (const { id, message, status } of result.messages) {
        const parts = message.split('\n\n')
        expect(status).toBe(isCertain ? 'sent' : 'unknown')
        expect(result.arrived.get(id)).toEqual(isCertain ? parts : parts.slice(0, 2))
      }
    },
    120_000,
  )
})
