const graceMs = 10_000

/**
 * On SIGTERM or SIGINT closes the server and ends the process: with 0, or with 1 when closing fails or takes too long.
 * Further signals change nothing: `npm start` passes on a Ctrl-C that the terminal has sent already.
 */
export function closeOnSignal(server: { close(): Promise<void> }, patienceMs = graceMs): void {
  let closing = false
  const close = (signal: string): void => {
    if (closing) return
    closing = true
    setTimeout(() => {
      fail(`The gateway was still closing ${patienceMs / 1000} s after ${signal}; it ends now.`)
    }, patienceMs)
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        fail(`The gateway did not close: ${error instanceof Error ? error.message : 'unknown'}`)
      },
    )
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
