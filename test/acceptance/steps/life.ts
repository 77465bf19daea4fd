import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { ChannelList, Channel, Message } from '../../../src/generated/types.ts'
import { main } from '../../support/gateway-process.ts'
import type { Peer } from '../../support/peers/peer.ts'
import { until } from '../../support/until.ts'
import { gatewayToken } from '../../support/server.ts'
import { ask } from '../gateway.ts'

const killAt = fileURLToPath(new URL('kill-at.ts', import.meta.url))
/** Half of a start is compiling; what one process has compiled the next ones find here. */
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url))

export const subject = 'subject'

/** The same state over many processes. */
export class Folder implements AsyncDisposable {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** @param channels by name */
  static async make(channels: Record<string, Peer>): Promise<Folder> {
    const folder = new Folder(await mkdtemp(join(tmpdir(), 'openclaw-steps-')))
    const config = {
      channels: Object.fromEntries(
        Object.entries(channels).map(([name, { config }]) => [name, config]),
      ),
      delivery: { retryDelays: Array.from({ length: 20 }, () => 0.1) },
      rateLimits: { enabled: false },
    }
    await writeFile(join(folder.path, 'openclaw.json'), JSON.stringify(config))
    return folder
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}

/** One gateway process, from its start to its end. */
export class Life implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #output: string[] = []
  readonly #ended: Promise<NodeJS.Signals | null>
  #url = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => this.#output.push(text.toString()))
    }
    const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
    this.#ended = exited.then(([, signal]) => signal)
  }

  /** Begun, and listening. @param kill the step at which it dies, in the delivery of a text that begins so */
  static async begin(
    { path }: Folder,
    kill: { step: string; mark: string } = { step: '', mark: '' },
  ): Promise<Life> {
    const child = spawn(process.execPath, ['--import', killAt, main], {
      cwd: path,
      env: {
        OPENCLAW_PORT: '0',
        OPENCLAW_DATA_DIR: join(path, 'data'),
        OPENCLAW_GATEWAY_TOKEN: gatewayToken,
        NODE_COMPILE_CACHE: compiled,
        KILL_STEP: kill.step,
        KILL_MARK: kill.mark,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const life = new Life(child)
    life.#url = await life.#listening()
    return life
  }

  get url(): string {
    return this.#url
  }

  /** By its end, however it comes. */
  get killed(): Promise<NodeJS.Signals | null> {
    return this.#ended
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#child.kill(signal)
  }

  /** @returns the message when it was accepted; nothing when the gateway died before it could say so */
  async send(userId: string, message: string, channel = subject): Promise<Message | undefined> {
    const response = await ask(`${this.#url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel, userId, message }),
    }).catch(() => undefined)
    if (response === undefined) return undefined
    expect(response.status).toBe(202)
    return (await response.json().catch(() => undefined)) as Message | undefined
  }

  async get<T>(path: string): Promise<T> {
    const response = await ask(this.#url + path)
    expect(response.status).toBe(200)
    return (await response.json()) as T
  }

  /** The message when nothing more happens to it. */
  ended(id: string): Promise<Message> {
    return until(async () => {
      const message = await this.get<Message>(`/api/messages/${id}`)
      expect(message.status).toMatch(/^(sent|failed|unknown)$/)
      return message
    }, 30_000)
  }

  async channel(of = subject): Promise<Channel> {
    const { channels } = await this.get<ChannelList>('/api/channels')
    const channel = channels.find(({ name }) => name === of)
    if (channel === undefined) throw new Error('The channel is not there.')
    return channel
  }

  async connected(channel = subject): Promise<void> {
    await until(async () => {
      expect((await this.channel(channel)).status).toBe('connected')
    }, 30_000)
  }

  /** Ends in peace. */
  async stop(): Promise<void> {
    this.kill('SIGTERM')
    expect(await this.#ended).toBeNull()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill()
    await this.#ended
  }

  #listening(): Promise<string> {
    return until(() => {
      const url = /listens on (http:\/\/\S+)/.exec(this.#output.join(''))?.[1]
      if (url === undefined) throw new Error(`It does not listen: ${this.#output.join('')}`)
      return url
    }, 60_000)
  }
}
