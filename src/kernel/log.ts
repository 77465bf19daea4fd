import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * The process's log: one JSON object a line on standard output.
 * Its level is set again while the process runs (`log.level = 'debug'`).
 */
export const createLog = (level: string): Log => pino({ level, base: null })
