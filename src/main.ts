#!/usr/bin/env node
// By name, an old Node that lacks these would end here, before it is told what is needed.
import module from 'node:module'
import { parseCommandLine, type StartOptions } from './config/command-line.ts'
import { readEnvironment } from './config/environment.ts'
import { explainFailure } from './config/failure.ts'
import { requireNode } from './config/runtime.ts'
import { closeOnSignal } from './config/shutdown.ts'

try {
  const command = parseCommandLine(process.argv.slice(2))
  if ('text' in command) process.stdout.write(command.text)
  else await start(command.options)
} catch (error) {
  const { message, exitCode } = explainFailure(error)
  process.stderr.write(`${message}\n`)
  process.exit(exitCode)
}

async function start(options: StartOptions): Promise<void> {
  requireNode(process.versions.node)
  // From the second start on: a quarter less time and 25 MB less memory, since nothing is compiled or stripped of its types.
  module.enableCompileCache()
  // Only now: an old Node does not know what the server imports, and would say that instead of the line above.
  const { startServer } = await import('./server.ts')
  closeOnSignal(await startServer({ ...options, env: readEnvironment(), cwd: process.cwd() }))
}
