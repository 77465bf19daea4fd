#!/usr/bin/env node
// By name, an old Node that lacks these would end here, before it is told what is needed.
import module from 'node:module'
import { type Command, parseCommandLine } from './config/command-line.ts'
import { readEnvironment } from './config/environment.ts'
import { explainFailure } from './config/failure.ts'
import { requireNode } from './config/runtime.ts'
import { closeOnSignal } from './config/shutdown.ts'
import { ReaderGone, resultsTo, surviveFailures } from './commands/output.ts'

try {
  const command = parseCommandLine(process.argv.slice(2))
  if ('text' in command) await resultsTo(process.stdout).write(command.text)
  else await run(command)
} catch (error) {
  if (error instanceof ReaderGone) process.exit(0)
  const { message, exitCode } = explainFailure(error)
  process.stderr.write(`${message}\n`)
  process.exit(exitCode)
}

async function run(asked: Exclude<Command, { text: string }>): Promise<void> {
  requireNode(process.versions.node)
  // From the second start on: a quarter less time and 25 MB less memory, since nothing is compiled or stripped of its types.
  module.enableCompileCache()
  const place = { env: readEnvironment(), cwd: process.cwd() }
  // Only now: an old Node does not know what these import, and would say that instead of the line above.
  if ('options' in asked) {
    const { startServer } = await import('./server.ts')
    const starting = startServer({ ...asked.options, ...place })
    // From now on: it answers requests before it has wholly started.
    closeOnSignal({ close: async () => (await starting).close() })
    await starting
  } else {
    const { runCommand } = await import('./commands/run-command.ts')
    const { stderr } = process
    surviveFailures(stderr)
    await runCommand(asked.command, { ...place, stdout: resultsTo(process.stdout), stderr })
  }
}
