/** Where the results of a command go. */
export interface Results {
  /** @throws ReaderGone, or Error for people, when it is not written */
  write(text: string): Promise<void>
}

/** Nobody reads any more, as when `head` has seen enough: no failure of the command. */
export class ReaderGone extends Error {}

/** Waits for each write, and fails with it. */
export function resultsTo(stream: NodeJS.WritableStream): Results {
  surviveFailures(stream)
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error) reject(unwritten(error))
          else resolve()
        })
      }),
  }
}

/** Without a listener, a failed write ends the process with a stack. */
export function surviveFailures(stream: NodeJS.WritableStream): void {
  stream.on('error', () => undefined)
}

function unwritten(cause: NodeJS.ErrnoException): Error {
  const message = `Standard output can't be written to (${cause.code ?? cause.message}).`
  return cause.code === 'EPIPE' ? new ReaderGone(message, { cause }) : new Error(message, { cause })
}
