import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

// Where the tests run in another Node, `process.execPath` is that one.
const [node = process.execPath] = process.argv
const longestEndMs = 20_000
const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** Runs once for all test files: starts what they talk to. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const child = spawn(node, [main], { stdio: ['pipe', 'pipe', 'inherit'] })
  project.provide('peersUrl', await firstLine(child))
  // Else it would wait once the pipe is full.
  child.stdout.resume()
  return async () => {
    const ended = once(child, 'exit')
    child.stdin.end()
    const late = setTimeout(() => child.kill('SIGKILL'), longestEndMs)
    await ended
    clearTimeout(late)
  }
}

async function firstLine({
  stdout,
}: {
  stdout: NonNullable<ChildProcess['stdout']>
}): Promise<string> {
  for await (const line of createInterface({ input: stdout })) return line
  throw new Error('The peers of the SDK’s tests did not start.')
}
