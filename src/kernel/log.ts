import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/**
 * The process's log: one JSON object a line, on standard output where no other destination is given.
 * Its level is set again while the process runs (`log.level = 'debug'`).
 */
export const createLog = (level: string, destination?: DestinationStream): Log =>
  destination === undefined ? pino({ level, base: null }) : pino({ level, base: null }, destination)
