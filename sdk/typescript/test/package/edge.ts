import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build, type BuildOptions } from 'esbuild'
import { end, foreignEnvironment } from './gateway.ts'
import { behindCuts, type Place, type Runtime, rightIn, uses } from './runtimes.ts'

export interface EdgeRun {
  runtime: 'workerd' | 'edge-runtime'
  /** Of a Worker, whose behaviour it decides. */
  compatibilityDate?: string
}

type Bindings = Record<string, string>

const startMs = 15_000
const answerMs = 60_000
/** By one Worker, which has one client for all of its requests. */
const requests = 2

export const edgeRuns: EdgeRun[] = [
  // With nothing of Node.
  { runtime: 'workerd', compatibilityDate: '2022-01-01' },
  // With much of Node, which came to be the default in August 2026, and its bindings in `process.env`.
  { runtime: 'workerd', compatibilityDate: '2026-11-01' },
  { runtime: 'edge-runtime' },
]
export const edgeUses = requests * uses

/** One bundle in one edge runtime, which does its uses while a request waits. */
export async function exerciseEdge(run: EdgeRun, { line }: Runtime, place: Place): Promise<string> {
  const name = [run.runtime, run.compatibilityDate].join('-')
  const folder = join(place.consumer, name)
  await mkdir(folder)
  const wanted = { events: 'socket', uses: edgeUses, tokenInAddress: true } as const
  return behindCuts(place, wanted, async (environment) => {
    const file = await bundles[run.runtime](run, { place, folder, bindings: environment })
    const server = await Server.start([...line, file])
    try {
      let output = ''
      for (let number = 1; number <= requests; number += 1) {
        output += await server.ask(`${name}-${String(number)}`)
      }
      return output
    } finally {
      await server.end()
    }
  })
}

interface Parts {
  place: Place
  folder: string
  bindings: Bindings
}

/** What each runtime is started with. */
const bundles = {
  workerd: async (
    { compatibilityDate = '' }: EdgeRun,
    { place, folder, bindings }: Parts,
  ): Promise<string> => {
    // As `wrangler` bundles.
    await bundle('worker.mjs', {
      absWorkingDir: place.consumer,
      outfile: join(folder, 'worker.js'),
      format: 'esm',
      conditions: ['workerd', 'worker', 'browser'],
      external: ['cloudflare:*', 'node:*'],
    })
    const file = join(folder, 'config.capnp')
    await writeFile(file, workerConfig(compatibilityDate, bindings))
    return file
  },
  'edge-runtime': async (_run: EdgeRun, { place, folder, bindings }: Parts): Promise<string> => {
    const outfile = join(folder, 'function.js')
    await bundle('edge-function.mjs', {
      absWorkingDir: place.consumer,
      outfile,
      format: 'iife',
      conditions: ['edge-light', 'worker', 'browser'],
      define: { 'globalThis.process.env': JSON.stringify(bindings) },
    })
    return outfile
  },
}

async function bundle(entry: string, options: BuildOptions): Promise<void> {
  await build({
    ...options,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    mainFields: ['browser', 'module', 'main'],
    platform: 'neutral',
    target: 'es2022',
    logLevel: 'silent',
  })
}

/** The addresses of loopback are `private` to workerd. */
const workerConfig = (date: string, bindings: Bindings): string => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "network", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${date}",
  bindings = [${Object.entries(bindings)
    .map(([name, text]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(text)})`)
    .join(', ')}],
  globalOutbound = "network",
);
`

/** An edge runtime as a process that serves requests. */
class Server {
  readonly #child: ChildProcess
  #url = ''
  #errors = ''

  private constructor([program = '', ...args]: string[]) {
    this.#child = spawn(program, args, {
      env: foreignEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child.stderr?.on('data', (data: Buffer) => (this.#errors += data.toString()))
  }

  static async start(line: string[]): Promise<Server> {
    const server = new Server(line)
    const timer = setTimeout(() => server.#child.kill('SIGKILL'), startMs)
    server.#url = await server.#listening()
    clearTimeout(timer)
    return server
  }

  /** workerd tells its port in JSON, edge-runtime its address. */
  async #listening(): Promise<string> {
    const { stdout } = this.#child
    if (stdout === null) throw new Error('It has no output.')
    for await (const text of createInterface({ input: stdout })) {
      const port = /(?:"port":|127\.0\.0\.1:)(\d+)/.exec(text)?.[1]
      if (port === undefined) continue
      stdout.resume()
      return `http://127.0.0.1:${port}`
    }
    throw new Error(`It did not start:\n${this.#errors}`)
  }

  /** @returns a line for each use that went right */
  async ask(run: string): Promise<string> {
    const response = await fetch(`${this.#url}/?run=${run}`, {
      signal: AbortSignal.timeout(answerMs),
    })
    const output = await response.text()
    assert.equal(response.status, 200, `${output}\n${this.#errors}`)
    assert.equal(rightIn(output), uses, output)
    return output
  }

  end(): Promise<void> {
    return end(this.#child, 'SIGKILL')
  }
}
