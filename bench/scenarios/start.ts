import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { atMost, type Budget, megabytes, milliseconds, type Section } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { buildGateway } from '../support/build.ts'
import { temporaryFolder } from '../support/folder.ts'
import { median } from '../support/statistics.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

interface Start {
  answeredMs: number
  residentMb: number
}

/** How soon the gateway answers, and how much memory it holds when nobody asks anything of it. */
export async function start({ starts }: Settings): Promise<Section> {
  await using folder = await temporaryFolder()
  const source = await startOften(main, starts)
  const built = await startOften(await buildGateway(folder.path), starts)
  return {
    title: 'Start and idle memory',
    about:
      'From the start of the process to the answer of `/health`; resident memory (VmRSS) ' +
      `${starts.idleSeconds} s later. Medians of ${starts.each}. The first start has a new data directory and nothing ` +
      'compiled; later ones find what it has left. `npm start` runs the source; what is published is built.',
    header: ['start', 'first answer', 'idle memory'],
    rows: [
      row('from source, the first', source.first),
      row('from source, later', source.later),
      row('built, the first', built.first),
      row('built, later', built.later),
    ],
    budgets: [...budgets('from source', source), ...budgets('built', built)],
  }
}

interface Starts {
  first: Start
  later: Start
}

async function startOften(
  file: string,
  { each, idleSeconds }: Settings['starts'],
): Promise<Starts> {
  const first: Start[] = []
  const later: Start[] = []
  for (let round = 0; round < each; round++) {
    await using folder = await temporaryFolder()
    first.push(await startOnce(file, folder.path, idleSeconds))
    later.push(await startOnce(file, folder.path, idleSeconds))
  }
  return { first: typical(first), later: typical(later) }
}

const typical = (starts: readonly Start[]): Start => ({
  answeredMs: median(starts.map(({ answeredMs }) => answeredMs)),
  residentMb: median(starts.map(({ residentMb }) => residentMb)),
})

const row = (name: string, { answeredMs, residentMb }: Start): string[] => [
  name,
  milliseconds(answeredMs),
  megabytes(residentMb),
]

const budgets = (name: string, { first, later }: Starts): Budget[] => [
  atMost(`start to first answer, ${name}, the first`, 600, first.answeredMs, milliseconds),
  atMost(`start to first answer, ${name}, later`, 600, later.answeredMs, milliseconds),
  atMost(`idle memory, ${name}, the first`, 120, first.residentMb, megabytes),
  atMost(`idle memory, ${name}, later`, 120, later.residentMb, megabytes),
]

async function startOnce(file: string, folder: string, idleSeconds: number): Promise<Start> {
  const before = performance.now()
  const gateway = spawn(process.execPath, [file], {
    cwd: folder,
    // Node's compile cache lies in the folder for temporary files.
    env: { TMPDIR: folder, OPENCLAW_PORT: '0', OPENCLAW_DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const response = await fetch(`${await addressOf(gateway)}/health`)
  await response.text()
  const answeredMs = performance.now() - before
  await delay(idleSeconds * 1000)
  const residentMb = await resident(gateway.pid)
  const ended = once(gateway, 'exit')
  gateway.kill('SIGTERM')
  await ended
  return { answeredMs, residentMb }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for (;;) {
    const [chunk] = (await once(stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
    text += chunk.toString()
    const url = /listens on (\S+)\n/.exec(text)?.[1]
    if (url !== undefined) return url
  }
}

/** In MB; Linux only. */
async function resident(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 'self'}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024
}
