import { setTimeout as sleep } from 'node:timers/promises'
import { Backoff } from '../../kernel/backoff.ts'
import type { ChannelContext, InboundMessage, Position } from '../channel.ts'
import { type Addresses, isAddress, isServerAddress } from './addresses.ts'
import { BoundedMap } from './bounded-map.ts'
import { isId } from './frames.ts'
import type { History } from './history.ts'
import { Lane, type LaneHouse } from './lane.ts'
import type { Reader, Told } from './reader.ts'

/** The conversations that are looked through for what was missed. */
const caughtUp = 100
/** In all conversations together; about 20 MB of the longest messages. */
const mostWaiting = 5_000
const remembered = 10_000
const stopMs = 1_500

interface Parts {
  reader: Reader
  history: History
  addresses: Addresses
}

/** Takes messages into the store, each conversation in its order and beside the others. */
export class Receiver {
  readonly #context: ChannelContext
  readonly #parts: Parts
  readonly #lanes = new Map<string, Lane>()
  readonly #running = new Set<Promise<void>>()
  /** The last message of a conversation that was taken: what was dropped is not in the store, and must not be fetched. */
  readonly #seen = new BoundedMap<string, string>(remembered)
  readonly #stopping = new AbortController()
  readonly #leaving = new AbortController()
  readonly #house: Omit<LaneHouse, 'opened'>
  #opened = Promise.resolve()

  constructor(context: ChannelContext, parts: Parts) {
    this.#context = context
    this.#parts = parts
    this.#house = {
      log: context.log,
      fault: context.fault,
      take: context.take,
      seen: (userId, messageId) => {
        this.#seen.set(userId, newest(messageId, this.#seen.get(userId) ?? '0'))
      },
      after: (userId, messageId, signal) => parts.history.after(userId, messageId, signal),
      read: (message, userId) => this.#read(message, isServerAddress(userId)),
      room: { left: mostWaiting },
      stopping: this.#stopping.signal,
      leaving: this.#leaving.signal,
    }
  }

  /** A session begins, and it tells nothing of what was said before it. @param me the id of this bot's user */
  begin(me: string): void {
    this.#parts.reader.introduce(me)
    for (const lane of this.#lanes.values()) lane.fallBehind()
    // New conversations wait for it: what is said now must not be stored before what was missed.
    this.#opened = this.#findMissed()
  }

  add(message: Told): void {
    if (this.#stopping.signal.aborted) return
    const inbound = this.#read(message, message.guild_id !== undefined)
    if (inbound === undefined) return
    const { userId, externalId } = inbound
    if (!isServerAddress(userId)) this.#parts.addresses.learn(userId, message.channel_id)
    const before = String(BigInt(externalId) - 1n)
    this.#inLane(userId, before, (lane) => {
      lane.add(inbound)
    })
  }

  /** Resolves when what is being received is stored, or after a moment: the next start catches up on what is left. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    const over = new AbortController()
    const moment = sleep(stopMs, undefined, { signal: over.signal }).catch(() => undefined)
    await Promise.race([Promise.all(this.#running), moment])
    over.abort()
    this.#leaving.abort()
  }

  async #findMissed(): Promise<void> {
    for (const { userId, externalId } of await this.#positions()) {
      // What is stored under this channel's name may be another network's.
      if (!isAddress(userId) || !isId(externalId)) continue
      const after = newest(externalId, this.#seen.get(userId) ?? '0')
      this.#inLane(userId, after, (lane) => {
        lane.startAfter(after)
      })
    }
  }

  #read(message: Told, inServer: boolean): InboundMessage | undefined {
    try {
      return this.#parts.reader.read(message, inServer)
    } catch (error) {
      const bindings = { err: error, messageId: message.id }
      this.#context.log.error(bindings, 'a message could not be read')
      this.#context.fault('A message from Discord could not be read.')
      return undefined
    }
  }

  async #positions(): Promise<Position[]> {
    const backoff = new Backoff()
    while (!this.#stopping.signal.aborted) {
      try {
        return await this.#context.positions(caughtUp)
      } catch (error) {
        this.#context.log.error({ err: error }, 'what was received last could not be read')
        const { signal } = this.#stopping
        await sleep(backoff.next(), undefined, { signal }).catch(() => undefined)
      }
    }
    // Without it nothing that waits may be stored: what was missed before it would never be looked for again.
    this.#leaving.abort()
    return []
  }

  #inLane(userId: string, after: string, act: (lane: Lane) => void): void {
    const known = this.#lanes.get(userId)
    if (known !== undefined) {
      act(known)
      return
    }
    const lane = new Lane(userId, after, { ...this.#house, opened: this.#opened })
    this.#lanes.set(userId, lane)
    act(lane)
    const running = lane.run(() => this.#lanes.delete(userId))
    this.#running.add(running)
    void running.finally(() => this.#running.delete(running))
  }
}

const newest = (a: string, b: string): string => (BigInt(a) > BigInt(b) ? a : b)
