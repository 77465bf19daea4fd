// Starts the server as a new user would, in an empty folder, uses it once over HTTP and WebSocket, and stops it.
// Takes another start command as arguments: node scripts/smoke.ts node dist/src/main.js
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'

interface Started {
  server: ChildProcess
  url: string
  token: string
}

const startDeadlineMs = 30_000
const stopDeadlineMs = 20_000
const [program = 'npm', ...args] = process.argv.slice(2)
const parameters = args.length > 0 ? args : ['start']

let passed = 0
let failed = 0
const dataDir = await mkdtemp(join(tmpdir(), 'openclaw-smoke-'))
/** An empty one, so that none of a developer's own is found. */
const config = join(dataDir, 'openclaw.json')
await writeFile(config, '{}')
try {
  await smoke()
} catch (error) {
  failed += 1
  console.error(error)
} finally {
  await rm(dataDir, { recursive: true, force: true })
}
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function smoke(): Promise<void> {
  const started = await step(
    `${[program, ...parameters].join(' ')} prints its address and token`,
    start,
  )
  try {
    await step('GET /health answers without a token', () => health(started))
    await step('GET /api/sessions answers with the token', () => sessions(started))
    await step('GET /api/sessions refuses another token', () => refusal(started))
    await step('/ws opens', () => stream(started))
    await step('GET /chat shows the web chat', () => chat(started))
    await step('SIGTERM ends it with exit code 0', () => stop(started))
  } finally {
    killGroup(started.server)
  }
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const result = await work().catch((error: unknown) => {
    throw new Error(`Failed: ${name}`, { cause: error })
  })
  passed += 1
  console.log(`ok  ${name}`)
  return result
}

async function start(): Promise<Started> {
  const server = spawn(program, parameters, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      ...foreignEnvironment(),
      OPENCLAW_PORT: '0',
      OPENCLAW_DATA_DIR: dataDir,
      OPENCLAW_CONFIG: config,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const lines: string[] = []
  const timer = setTimeout(() => {
    killGroup(server)
  }, startDeadlineMs)
  for await (const line of createInterface({ input: server.stdout })) {
    lines.push(line)
    const url = find(lines, /listens on (http:\/\/\S+)/)
    const token = find(lines, /^Token \(shown once.*\): (\S+)$/)
    if (url !== undefined && token !== undefined) {
      clearTimeout(timer)
      server.stdout.resume()
      return { server, url, token }
    }
  }
  clearTimeout(timer)
  throw new Error(`It ended, or took more than ${String(startDeadlineMs)} ms:\n${lines.join('\n')}`)
}

/** Ends the server too when npm, which stands before it, is gone already. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** The environment without what would configure the server. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  const own = /^(OPENCLAW_|TELEGRAM_|DISCORD_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

function find(lines: string[], pattern: RegExp): string | undefined {
  return lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined)
}

async function health({ url }: Started): Promise<void> {
  const response = await fetch(new URL('/health', url))
  assert.equal(response.status, 200)
  assert.equal(((await response.json()) as { status: string }).status, 'ok')
}

async function sessions({ url, token }: Started): Promise<void> {
  const response = await get(url, token)
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), { sessions: [] })
}

async function refusal({ url, token }: Started): Promise<void> {
  const response = await get(url, `${token}x`)
  assert.equal(response.status, 401)
  const { error } = (await response.json()) as { error: { code: string } }
  assert.equal(error.code, 'UNAUTHORIZED')
}

function get(url: string, token: string): Promise<Response> {
  return fetch(new URL('/api/sessions', url), { headers: { Authorization: `Bearer ${token}` } })
}

async function stream({ url, token }: Started): Promise<void> {
  const socket = new WebSocket(new URL('/ws', url), {
    headers: { Authorization: `Bearer ${token}` },
    handshakeTimeout: 5_000,
  })
  await once(socket, 'open')
  socket.close()
  await once(socket, 'close')
}

async function chat({ url }: Started): Promise<void> {
  const response = await fetch(new URL('/chat', url))
  assert.equal(response.status, 200)
  assert.match(await response.text(), /^<!doctype html>/i)
}

async function stop({ server }: Started): Promise<void> {
  const exit = once(server, 'exit')
  server.kill('SIGTERM')
  const late = delay(stopDeadlineMs, 'still running', { ref: false })
  assert.deepEqual(await Promise.race([exit, late]), [0, null])
}
