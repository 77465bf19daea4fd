import { GatewayError } from '../kernel/errors.ts'
import { UsageError } from './command-line.ts'
import { ConfigError } from './config-error.ts'

export interface Failure {
  /** Lines for standard error: what, where, what to do. */
  message: string
  exitCode: number
}

/** An error of the operating system, as Node throws it. */
interface SystemError extends Error {
  code: string
  syscall?: string
  path?: string
  address?: string
  port?: number
  hostname?: string
}

const portKey = 'OPENCLAW_PORT (`port` in the configuration)'
const hostKey = 'OPENCLAW_HOST (`host` in the configuration)'
const resetHint = 'If PATCH /api/config changed it, start once with --reset-patches.'
const dataDirKey = 'OPENCLAW_DATA_DIR (`dataDir` in the configuration)'

const advice: Partial<Record<string, (error: SystemError) => string>> = {
  EADDRINUSE: (error) =>
    `${place(error)} is taken: another program listens there (EADDRINUSE).\nStop it, or choose another port with ${portKey}.\n${resetHint}`,
  EADDRNOTAVAIL: (error) =>
    `${place(error)} is no address of this machine (EADDRNOTAVAIL).\nChoose one with ${hostKey}.\n${resetHint}`,
  ENOTFOUND: ({ hostname }) =>
    `There is no host ${hostname ?? ''} to listen on (ENOTFOUND).\nName another one with ${hostKey}.\n${resetHint}`,
  EACCES: notPermitted,
  EPERM: notPermitted,
  EROFS: unusable,
  ENOTDIR: unusable,
  EEXIST: unusable,
  ENOSPC: unusable,
}

/** Says why the gateway did not start. Only what nobody foresaw comes with its stack. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof UsageError) return { message: error.message, exitCode: 2 }
  return { message: explain(error), exitCode: 1 }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'This did not work.'
  if (isSystemError(error)) return advice[error.code]?.(error) ?? unforeseen(error)
  if (error instanceof GatewayError) return withCause(error)
  return isMeantForPeople(error) ? error.message : unforeseen(error)
}

const isSystemError = (error: Error): error is SystemError =>
  'code' in error && typeof error.code === 'string' && 'syscall' in error

/** Ours say what to do; a fault in the code is a TypeError and the like, and Node's own errors have a code. */
const isMeantForPeople = (error: Error): boolean =>
  error instanceof ConfigError || (error.constructor === Error && !('code' in error))

const unforeseen = ({ stack, message }: Error): string => `This did not work.\n${stack ?? message}`

function withCause({ message, cause }: GatewayError): string {
  const reason = cause instanceof Error ? cause.message || codeOf(cause) : ''
  return reason === '' ? message : `${message}\n${reason}`
}

/** All that there is when each address of a host refused: that error's own message is empty. */
const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

const place = ({ address = '', port = 0 }: SystemError): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`

function notPermitted(error: SystemError): string {
  if (error.syscall !== 'listen') return unusable(error)
  return `The gateway may not listen on ${place(error)} (${error.code}).\nChoose a port above 1023 with ${portKey}.`
}

function unusable({ code, path = 'its data directory' }: SystemError): string {
  return `The gateway can't write to ${path} (${code}).\nLet the user of this process write there, or choose another folder with ${dataDirKey}.`
}
