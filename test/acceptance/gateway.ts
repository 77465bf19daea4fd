import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { main } from '../support/gateway-process.ts'
import { gatewayToken } from '../support/server.ts'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** A gateway in a process of its own. */
export interface Gateway {
  /** What it has written until now. */
  output: () => string
  kill: (signal: NodeJS.Signals) => void
  ended: Promise<Ended>
}

interface Settings {
  /** The configuration file's content. */
  config?: object
  /** 0 takes any. */
  port?: number
}

/** Starts a gateway in this folder, with the state that is there. It is gone after the test. */
export async function spawnGateway(
  folder: string,
  { config = {}, port = 0 }: Settings = {},
): Promise<Gateway> {
  await writeFile(join(folder, 'openclaw.json'), JSON.stringify(config))
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: {
      OPENCLAW_PORT: String(port),
      OPENCLAW_DATA_DIR: join(folder, 'data'),
      OPENCLAW_GATEWAY_TOKEN: gatewayToken,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  const exited = once(child, 'exit') as Promise<[Ended['code'], Ended['signal']]>
  const ended = exited.then(([code, signal]) => ({ code, signal }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { output, kill: (signal) => void child.kill(signal), ended }
}

/** Resolves with its address when it listens. */
export async function urlOf({ output }: Gateway): Promise<string> {
  const url = () => /listens on (http:\/\/\S+)/.exec(output())?.[1]
  await expect.poll(url, { timeout: 30_000 }).toBeDefined()
  return url() ?? ''
}

/** Starts a gateway as `spawnGateway` does, and waits until it listens. */
export async function startGateway(
  folder: string,
  settings: Settings = {},
): Promise<Gateway & { url: string }> {
  const gateway = await spawnGateway(folder, settings)
  return { ...gateway, url: await urlOf(gateway) }
}

function collect(child: ChildProcess): () => string {
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => written.push(text.toString()))
  }
  return () => written.join('')
}

/** A request with the gateway token. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${gatewayToken}`)
  return fetch(url, { ...init, headers })
}
