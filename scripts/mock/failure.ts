import { UsageError } from '../../src/config/command-line.ts'

/** A fault that its message says all about: what, where, what to do. */
export class MockFailure extends Error {
  override readonly name = 'MockFailure'
}

interface ListenError extends Error {
  code: string
  address?: string
  port?: number
}

const advice: Partial<Record<string, (error: ListenError) => string>> = {
  EADDRINUSE: (error) =>
    `${placeOf(error)} is taken: another program listens there. Stop it, or choose another port with --port (0 takes a free one).`,
  EADDRNOTAVAIL: (error) =>
    `${placeOf(error)} is no address of this machine. Choose one with --host.`,
  ENOTFOUND: () => 'There is no such host to listen on. Choose one of this machine with --host.',
  EACCES: (error) =>
    `The mock may not listen on ${placeOf(error)}. Choose a port above 1023 with --port.`,
}

/** Says why the mock did not start. Only what nobody foresaw comes with its stack. */
export function explainFailure(error: unknown): { message: string; exitCode: number } {
  if (error instanceof UsageError) return { message: error.message, exitCode: 2 }
  return { message: explain(error), exitCode: 1 }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'This did not work.'
  // By its name: its module is loaded only where the contract has to be looked through.
  if (error instanceof MockFailure || error.name === 'BrokenContract') return error.message
  const { code = '' } = error as Partial<ListenError>
  return (
    advice[code]?.(error as ListenError) ?? `This did not work.\n${error.stack ?? error.message}`
  )
}

const placeOf = ({ address = '', port = 0 }: ListenError): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
