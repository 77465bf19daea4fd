import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMock } from '../../../../scripts/mock/server.ts'
import { EventLog } from '../../../../src/events/event-log.ts'
import { createLog } from '../../../../src/kernel/log.ts'
import { type RunningServer, startServer } from '../../../../src/server.ts'
import { openStore } from '../../../../src/store/open-store.ts'
import type { Store } from '../../../../src/store/store.ts'
import { Gateway } from '../package/gateway.ts'
import type { Peer } from './peer-server.ts'
import { receive, receiveMany } from './people.ts'
import { gatewayToken, houseConfig } from '../support/known.ts'

/** The real server, in this process. It can be stopped, and started again at the same address and with the same data. */
export class House implements Peer {
  /** Of its first start on. */
  url = ''
  readonly #folder: string
  readonly #dataDir: string
  readonly #file: string
  #server: RunningServer | undefined

  private constructor(folder: string) {
    this.#folder = folder
    this.#dataDir = join(folder, 'data')
    this.#file = join(folder, 'openclaw.json')
  }

  /** @param config besides a webhook channel `support`, and no limits */
  static async open(config: object = {}): Promise<House> {
    const house = await House.#create(config)
    await house.start()
    return house
  }

  /** @param log how many events there are at its first start, of how many characters each */
  static async openWith(log: { count: number; length: number }): Promise<House> {
    const house = await House.#create({})
    await house.#fill(log)
    await house.start()
    return house
  }

  static async #create(config: object): Promise<House> {
    const house = new House(await mkdtemp(join(tmpdir(), 'openclaw-sdk-test-')))
    await writeFile(house.#file, JSON.stringify({ ...houseConfig, ...config }))
    return house
  }

  async start(): Promise<void> {
    this.#server = await startServer({
      file: this.#file,
      cwd: this.#folder,
      resetPatches: false,
      env: {
        OPENCLAW_PORT: this.url === '' ? '0' : new URL(this.url).port,
        OPENCLAW_DATA_DIR: this.#dataDir,
        OPENCLAW_GATEWAY_TOKEN: gatewayToken,
      },
      output: { write: () => undefined },
    })
    this.url = this.#server.url
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    await server?.close()
  }

  /** Has a message come in. */
  receive(userId: string, message: string): Promise<void> {
    return receive(this.url, userId, message)
  }

  /** Has messages come in at once; each makes one event, and each of 10 users' first one another. */
  receiveMany(from: number, count: number): Promise<void> {
    return receiveMany(this.url, from, count)
  }

  /** Leaves the newest of its events and no other, while it is stopped. */
  async trim(keep: number): Promise<void> {
    await this.#inStore((store) =>
      store.write((tables) => tables.events.trim({ before: 0, keep, limit: 1_000 })),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #fill({ count, length }: { count: number; length: number }): Promise<void> {
    const payload = {
      code: 'INTERNAL_ERROR',
      message: 'x'.repeat(length),
      source: 'channel',
    } as const
    await this.#inStore(async (store) => {
      for (let written = 0; written < count; written += 1_000) {
        await store.write(async (tables) => {
          for (let n = written; n < Math.min(count, written + 1_000); n += 1)
            await EventLog.append(tables, 'error', payload)
        })
      }
    })
  }

  async #inStore(work: (store: Store) => Promise<unknown>): Promise<void> {
    const log = createLog('silent')
    await mkdir(this.#dataDir, { recursive: true, mode: 0o700 })
    await using store = await openStore({ dataDir: this.#dataDir, databaseUrl: undefined, log })
    await work(store)
  }
}

/** The real server in a process of its own, which can be killed. */
export interface KillableHouse extends Peer {
  receive: (userId: string, message: string) => Promise<void>
  /** Kills it at once, and starts it again at the same address and with the same data. */
  killAndStart: () => Promise<void>
}

export async function openKillable(): Promise<KillableHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'openclaw-sdk-test-'))
  const gateway = await Gateway.start(join(folder, 'gateway'), houseConfig, gatewayToken)
  return {
    url: gateway.url,
    receive: (userId, message) => receive(gateway.url, userId, message),
    async killAndStart() {
      await gateway.kill('SIGKILL')
      await gateway.start()
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** @param token the only one that it takes; any where it is not given */
export async function openMock(token?: string): Promise<Peer> {
  const mock = await startMock({
    host: '127.0.0.1',
    port: 0,
    ...(token === undefined ? {} : { token }),
  })
  return { url: mock.url, [Symbol.asyncDispose]: () => mock.close() }
}
