import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests write what the summary counts. */
    countsFile: string
  }
}

/** Runs once: prints the sums when all test files have ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'openclaw-counts-'))
  const file = join(folder, 'counts.jsonl')
  project.provide('countsFile', file)
  return async () => {
    const sums = sum(await readFile(file, 'utf8').catch(() => ''))
    await rm(folder, { recursive: true })
    if (sums.size === 0) return
    console.log('\nThe contract was tried with')
    for (const [what, number] of sums) {
      console.log(`  ${number.toLocaleString('en').padStart(9)} ${what}`)
    }
  }
}

function sum(lines: string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const { what, number } = JSON.parse(line) as { what: string; number: number }
    sums.set(what, (sums.get(what) ?? 0) + number)
  }
  return sums
}
