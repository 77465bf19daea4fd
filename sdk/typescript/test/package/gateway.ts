import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { WebhookReceiver } from '../../../../test/support/webhook-receiver.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const startMs = 30_000

export const token = 'sdk-check-gateway-token-0123456789'

/** The real gateway in a process of its own; it can be killed and started again on the same state and port. */
export class Gateway implements AsyncDisposable {
  url = ''
  readonly #folder: string
  readonly #token: string
  #child: ChildProcess | undefined

  private constructor(folder: string, ownToken: string) {
    this.#folder = folder
    this.#token = ownToken
  }

  static async start(folder: string, config: object, ownToken = token): Promise<Gateway> {
    const gateway = new Gateway(folder, ownToken)
    await mkdir(folder)
    await writeFile(join(folder, 'openclaw.json'), JSON.stringify(config))
    await gateway.start('0')
    return gateway
  }

  /** With the state that is there. */
  async start(port: string = new URL(this.url).port): Promise<void> {
    const { child, url } = await listening(['src/main.ts'], {
      OPENCLAW_PORT: port,
      OPENCLAW_DATA_DIR: join(this.#folder, 'data'),
      OPENCLAW_CONFIG: join(this.#folder, 'openclaw.json'),
      OPENCLAW_GATEWAY_TOKEN: this.#token,
    })
    this.url = url
    this.#child = child
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    if (this.#child !== undefined) await end(this.#child, signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill('SIGTERM')
  }
}

export interface Mock extends AsyncDisposable {
  url: string
}

export async function startMock(): Promise<Mock> {
  const { child, url } = await listening(['scripts/mock.ts', '--port', '0'], {})
  return { url, [Symbol.asyncDispose]: () => end(child, 'SIGTERM') }
}

/** A webhook channel `support` and a web chat, with room for what a check sends. */
export const configOf = (receiver: WebhookReceiver): object => ({
  rateLimits: { enabled: false },
  channels: {
    support: {
      type: 'webhook',
      url: receiver.url,
      secret: WebhookReceiver.secret,
      maxPerMinute: 10_000,
    },
    webchat: { type: 'webchat', maxPerMinute: 10_000 },
  },
})

async function listening(
  args: string[],
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...foreignEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), startMs)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /listens on (http:\/\/[^\s;,]+)/.exec(line)?.[1]
    if (url === undefined) continue
    clearTimeout(timer)
    child.stdout.resume()
    return { child, url: url.replace(/[./]+$/, '') }
  }
  clearTimeout(timer)
  throw new Error(`${args.join(' ')} did not start.`)
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await exit
  clearTimeout(timer)
}

/** The environment without what would configure a gateway or a client. */
export function foreignEnvironment(): NodeJS.ProcessEnv {
  const own = /^(OPENCLAW_|TELEGRAM_|DISCORD_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}
