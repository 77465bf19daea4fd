// Starts the mock: answers every operation of the contract with its examples, and sends the examples of its events.
import module from 'node:module'
import { explainFailure } from './mock/failure.ts'
import { parseCommandLine, usage } from './mock/command-line.ts'
import { closeOnSignal } from '../src/config/shutdown.ts'

module.enableCompileCache()
try {
  const options = parseCommandLine(process.argv.slice(2))
  if (options === undefined) process.stdout.write(usage)
  else {
    const { refuseStaleSpec } = await import('./mock/spec.ts')
    await refuseStaleSpec()
    const { startMock } = await import('./mock/server.ts')
    const mock = await startMock(options)
    closeOnSignal(mock)
    const token = options.token === undefined ? 'any' : '<token>'
    process.stdout.write(
      `The mock listens on ${mock.url}; try: curl -H 'Authorization: Bearer ${token}' ${mock.url}${mock.base}/api/status\n`,
    )
  }
} catch (error) {
  const { message, exitCode } = explainFailure(error)
  process.stderr.write(`${message}\n`)
  process.exit(exitCode)
}
