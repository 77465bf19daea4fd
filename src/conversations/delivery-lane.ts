import { setTimeout as sleep } from 'node:timers/promises'
import { type Channel, longestReason, type SendOutcome } from '../channels/channel.ts'
import type { Config } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'
import type { MessageRow, Store } from '../store/store.ts'
import { Gate } from './gate.ts'
import { type Ending, interrupted, mayRepeat, type Policy, settle } from './settle.ts'
import { nextPart } from './split.ts'

/** How many conversations of a channel are served at once. */
const parallel = 32
/** A send may take this long before it is given up as unknown. */
const sendTimeoutMs = 30_000
/** Longer than a send can take, so that a claim is never taken over from a sender that lives. */
const leaseMs = 2 * sendTimeoutMs
/** How often claims of senders that are gone are looked for, and the longest sleep between two looks at the queue. */
const sweepMs = 15_000
/** The same where other gateways on the same store may accept messages for this one, of which nobody tells. */
const lookMs = 1_000
/** After a failure of the store. */
const pauseMs = 1_000

export interface LaneOptions {
  store: Store
  log: Log
  name: string
  channel: Channel
  /** Read anew for every message. */
  delivery: () => Config['delivery']
  /** False holds the messages back, so that no attempt is spent on a channel that is down. */
  isReady: () => boolean
}

/** Delivers the messages of one channel: claim durably, call the network, record how it ended. */
export class DeliveryLane {
  readonly #options: LaneOptions
  readonly #gate: Gate
  readonly #active = new Map<string, Promise<void>>()
  readonly #attempts = new Set<AbortController>()
  #gaveUp = false
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #woken = false
  #stopped = false
  #nextSweep = 0

  constructor(options: LaneOptions) {
    this.#options = options
    this.#gate = new Gate(options.channel)
  }

  wake(): void {
    this.#woken = true
    if (this.#stopped || this.#looking !== undefined) return
    this.#looking = this.#look().finally(() => {
      this.#looking = undefined
      if (this.#woken) this.wake()
    })
  }

  /** Resolves when all that was claimed has been handed to the channel. */
  async claimNoMore(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async stop(deadline: AbortSignal): Promise<void> {
    await this.claimNoMore()
    const giveUp = (): void => {
      this.#gaveUp = true
      for (const attempt of this.#attempts) attempt.abort()
    }
    if (deadline.aborted) giveUp()
    deadline.addEventListener('abort', giveUp, { once: true })
    await Promise.all(this.#active.values())
    deadline.removeEventListener('abort', giveUp)
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    try {
      while (this.#woken && !this.#stopped) {
        this.#woken = false
        await this.#recoverAbandoned()
        await this.#claim()
      }
      await this.#sleepUntilDue()
    } catch (error) {
      this.#options.log.warn(
        { err: error, channel: this.#options.name },
        'the queue could not be read',
      )
      this.#wakeIn(pauseMs)
    }
  }

  async #claim(): Promise<void> {
    const free = Math.min(parallel - this.#active.size, this.#gate.room)
    if (free === 0 || this.#gate.closedMs > 0 || !this.#options.isReady()) return
    const now = Date.now()
    const { name: channel, store } = this.#options
    const rows = await store.write(async ({ messages }) => {
      const due = { channel, now, leaseUntil: now + leaseMs, limit: free }
      return this.#gate.admit(messages, await messages.claim(due))
    })
    for (const row of rows) this.#begin(row)
  }

  #begin(row: MessageRow): void {
    const work = this.#deliver(row).finally(() => {
      this.#active.delete(row.id)
      this.wake()
    })
    this.#active.set(row.id, work)
  }

  async #deliver(row: MessageRow): Promise<void> {
    const leaseEnd = Date.now() + leaseMs
    const ending = await this.#send(row)
    while (!(await this.#settled(row, ending)) && !this.#stopped && Date.now() < leaseEnd) {
      await sleep(pauseMs)
    }
  }

  /** @returns false when the store does not answer; a claim that stays is found as abandoned once its lease has ended */
  async #settled(row: MessageRow, ending: Ending): Promise<boolean> {
    try {
      await settle(this.#options.store, this.#policy(), { row, ending })
      return true
    } catch (error) {
      const { log } = this.#options
      log.error({ err: error, messageId: row.id }, 'how a delivery ended could not be stored')
      return false
    }
  }

  #policy(): Policy {
    const { channel, delivery } = this.#options
    return { delivery: delivery(), dropsRepeatsForMs: channel.dropsRepeatsForMs }
  }

  async #send(row: MessageRow): Promise<Ending> {
    const { uncertainSince } = row
    if (uncertainSince !== null && !mayRepeat(uncertainSince, Date.now(), this.#policy())) {
      return { outcome: 'expired', reason: `${row.error ?? ''} ${tooLate}`.trim() }
    }
    try {
      const { channel } = this.#options
      const part = nextPart(row.message, row.offset, (text) => channel.fits?.(text) ?? true)
      const outcome = await this.#attempt(row, part.text)
      if (outcome.outcome === 'sent') return { outcome: 'sent', end: part.end }
      // The end of the gateway is not the channel's failure, so it is not the end of the repeats either.
      if (outcome.outcome === 'unknown' && this.#gaveUp) return interrupted
      return { ...outcome, reason: outcome.reason.slice(0, longestReason).toWellFormed() }
    } catch (error) {
      this.#options.log.error({ err: error, messageId: row.id }, 'the channel threw')
      return { outcome: 'unknown', reason: 'The channel failed in an unforeseen way.' }
    }
  }

  async #attempt(row: MessageRow, text: string): Promise<SendOutcome> {
    // Not `AbortSignal.timeout`, whose timer can't be cleared: 2 KB for 30 s after each message.
    const attempt = new AbortController()
    this.#attempts.add(attempt)
    const timer = setTimeout(() => {
      attempt.abort()
    }, sendTimeoutMs)
    const { id, channel, userId, offset } = row
    const createdAt = new Date(row.createdAt)
    const message = { id, channel, userId, message: text, offset, createdAt }
    try {
      return await this.#options.channel.send(message, attempt.signal)
    } finally {
      clearTimeout(timer)
      this.#attempts.delete(attempt)
    }
  }

  /** What is `sending` without a sender: sent again where the other side drops repeats, else marked as unknown. */
  async #recoverAbandoned(): Promise<void> {
    const now = Date.now()
    if (now < this.#nextSweep) return
    const { store, name } = this.#options
    const first = this.#nextSweep === 0
    // Nobody else writes to an exclusive store, so what is found at start has lost its sender whatever its lease says.
    const leaseBefore = first && store.exclusive ? Number.MAX_SAFE_INTEGER : now
    const rows = await store.read((tables) =>
      tables.messages.abandoned({ channel: name, leaseBefore }),
    )
    this.#nextSweep = now + sweepMs
    for (const row of rows) if (!this.#active.has(row.id)) await this.#settled(row, interrupted)
  }

  async #sleepUntilDue(): Promise<void> {
    if (this.#stopped) return
    const due = await this.#options.store.read((tables) =>
      tables.messages.nextDue(this.#options.name),
    )
    // With all places taken, the next one to end wakes the lane; with the channel down, its coming back does.
    const blocked = this.#active.size === parallel || !this.#options.isReady()
    const longest = blocked || this.#options.store.exclusive ? sweepMs : lookMs
    const wait = due === undefined || blocked ? longest : Math.min(longest, due - Date.now())
    this.#wakeIn(Math.max(0, wait, this.#gate.closedMs))
  }

  #wakeIn(ms: number): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.wake()
    }, ms).unref()
  }
}

const tooLate = 'It is too late to repeat it: the channel would not notice a repeat any more.'
