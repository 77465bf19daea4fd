// What the programs are run against: the gateway, with a webhook channel, a token for each language and enough sessions for several
// pages, and the mock.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { hashToken } from '../../src/kernel/token.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

export interface Target extends AsyncDisposable {
  url: string
  /** A token with budgets of its own. */
  tokenOf: (language: string) => string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const startDeadlineMs = 30_000
const tokenOf = (name: string): string => `clients-${name}-0123456789abcdef`

/** 65 messages each: together they make 130 sessions, and no token's budget of 100 a minute is used up. */
const seeders = ['seed-1', 'seed-2']
const sessionsEach = 65

const scopes = [
  ...['sessions:read', 'messages:read', 'messages:write', 'events:read'],
  ...['tools:read', 'tools:invoke', 'cron:read', 'cron:write'],
]

/** The real gateway, in a folder of its own below `folder`. */
export async function startGateway(folder: string, languages: string[]): Promise<Target> {
  const receiver = await WebhookReceiver.start()
  await mkdir(folder)
  const file = join(folder, 'openclaw.json')
  const tokens = [...languages, ...seeders].map((name) => ({
    name,
    hash: hashToken(tokenOf(name)),
    scopes,
  }))
  const support = { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret }
  await writeFile(file, JSON.stringify({ auth: { tokens }, channels: { support } }))
  const { child, url } = await start(['src/main.ts'], {
    OPENCLAW_PORT: '0',
    OPENCLAW_DATA_DIR: join(folder, 'data'),
    OPENCLAW_CONFIG: file,
    OPENCLAW_GATEWAY_TOKEN: tokenOf('gateway'),
  })
  const target = {
    url,
    tokenOf,
    async [Symbol.asyncDispose]() {
      await stop(child)
      await receiver[Symbol.asyncDispose]()
    },
  }
  for (const seeder of seeders) await seed(target, seeder)
  return target
}

/** The mock, which answers with the contract's examples and takes any token. */
export async function startMock(): Promise<Target> {
  const { child, url } = await start(['scripts/mock.ts', '--port', '0'], {})
  return { url, tokenOf, [Symbol.asyncDispose]: () => stop(child) }
}

async function seed({ url }: Target, seeder: string): Promise<void> {
  const users = Array.from({ length: sessionsEach }, (_, index) => `${seeder}-user-${index}`)
  const answers = await Promise.all(
    users.map((userId) =>
      fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${tokenOf(seeder)}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ channel: 'support', userId, message: 'Hello' }),
      }),
    ),
  )
  const refused = answers.find(({ status }) => status !== 202)
  if (refused !== undefined)
    throw new Error(`A session could not be made: ${refused.status} ${await refused.text()}`)
}

async function start(
  args: string[],
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...foreignEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), startDeadlineMs)
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    const url = /listens on (http:\/\/[^\s;,]+)/.exec(line)?.[1]
    if (url === undefined) continue
    clearTimeout(timer)
    child.stdout.resume()
    return { child, url: url.replace(/[./]+$/, '') }
  }
  clearTimeout(timer)
  throw new Error(`${args.join(' ')} did not start:\n${lines.join('\n')}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await exit
  clearTimeout(timer)
}

/** The environment without what would configure the server. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  const own = /^(OPENCLAW_|TELEGRAM_|DISCORD_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}
