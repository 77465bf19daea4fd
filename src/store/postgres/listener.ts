import { setTimeout as sleep } from 'node:timers/promises'
import pg, { type Client, type ClientConfig } from 'pg'
import type { Log } from '../../kernel/log.ts'
import { notificationChannel } from './writer.ts'

/** Milliseconds between two attempts to connect: doubled each time, up to the longest. */
const firstDelay = 100
const longestDelay = 5_000

export interface ListenerOptions {
  config: ClientConfig
  log: Log
  /** This gateway's own notifications, which it passes over. */
  name: string
  /** Another gateway appended events, or may have while there was no connection. */
  onAppend: () => void
}

interface Connection {
  ended: Promise<void>
}

/** Hears of the commits of other gateways, on a connection of its own that is made anew after each loss. */
export class Listener implements AsyncDisposable {
  readonly #options: ListenerOptions
  readonly #stop = new AbortController()
  #client: Client | undefined
  #running: Promise<void> | undefined

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    this.#running = this.#keep(await this.#listen())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#client?.end()
    await this.#running
  }

  async #keep(first: Connection): Promise<void> {
    let connection: Connection | undefined = first
    while (connection !== undefined) {
      await connection.ended
      connection = await this.#reconnect()
      this.#options.onAppend()
    }
  }

  /** @returns undefined when it was told to stop */
  async #reconnect(): Promise<Connection | undefined> {
    const { signal } = this.#stop
    for (let delay = firstDelay; ; delay = Math.min(2 * delay, longestDelay)) {
      await sleep(delay, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return undefined
      try {
        return await this.#listen()
      } catch (err) {
        this.#options.log.debug({ err }, 'Listening for events is not possible yet.')
      }
    }
  }

  async #listen(): Promise<Connection> {
    const { config, name, onAppend, log } = this.#options
    const client = new pg.Client(config)
    client.on('notification', ({ payload }) => {
      if (payload !== name) onAppend()
    })
    client.on('error', (err) => {
      log.warn({ err }, 'The connection that listens for events was lost.')
    })
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    await client.connect()
    this.#client = client
    // It was told to stop while it connected: the query then fails.
    if (this.#stop.signal.aborted) await client.end()
    await client.query(`listen ${notificationChannel}`)
    return { ended }
  }
}
