import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { atMost, megabytes, milliseconds, type Section } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { temporaryFolder } from '../support/folder.ts'
import { median } from '../support/statistics.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

interface Start {
  answeredMs: number
  residentMb: number
}

/** How soon `src/main.ts` answers, and how much memory it holds when nobody asks anything of it. */
export async function start({ starts }: Settings): Promise<Section> {
  const first: Start[] = []
  const again: Start[] = []
  for (let round = 0; round < starts.each; round++) {
    await using folder = await temporaryFolder()
    first.push(await startOnce(folder.path, starts.idleSeconds))
    again.push(await startOnce(folder.path, starts.idleSeconds))
  }
  const time = (all: Start[]): number => median(all.map(({ answeredMs }) => answeredMs))
  const memory = (all: Start[]): number => median(all.map(({ residentMb }) => residentMb))
  return {
    title: 'Start and idle memory',
    about:
      `\`node src/main.ts\`, from the start of the process to the answer of \`/health\`; resident memory (VmRSS) ` +
      `${starts.idleSeconds} s later. Medians of ${starts.each}. The first start has a new data directory and nothing ` +
      'compiled; the next finds what the first has left.',
    header: ['start', 'first answer', 'idle memory'],
    rows: [
      ['first', milliseconds(time(first)), megabytes(memory(first))],
      ['from the second on', milliseconds(time(again)), megabytes(memory(again))],
    ],
    budgets: [
      atMost('start to first answered request, very first start', 600, time(first), milliseconds),
      atMost('start to first answered request', 600, time(again), milliseconds),
      atMost('idle memory, very first start', 120, memory(first), megabytes),
      atMost('idle memory', 120, memory(again), megabytes),
    ],
  }
}

async function startOnce(folder: string, idleSeconds: number): Promise<Start> {
  const before = performance.now()
  const gateway = spawn(process.execPath, [main], {
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
