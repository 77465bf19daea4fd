import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { bounds } from './bounds.ts'

/** What a transport tells besides its messages. */
export interface TransportEvents {
  /** The server is away, for this reason; nothing comes any more. */
  onLost: (reason: string) => void
  /** Something broke; whether the server is away, a question to it would show. */
  onDoubt: () => void
}

/** The SDK's transport, with an end that the server is told of. `close` ends it at once. Neither throws. */
export interface ServerTransport extends Transport {
  /** Waiting calls end at once, the server has until `deadline`. Resolves when nothing of it is left. */
  finish(deadline: AbortSignal): Promise<void>
}

/** Marks an answer that the transport gave in place of the server: by identity, so that no server can send it. */
export const lostAnswer = Object.freeze({ lost: true })

export const tooLarge = (bytes: number): string =>
  `It sent a message larger than ${bytes / 1024 / 1024} MiB.`

export const tooComplex = 'It sent a message of too many objects and lists.'

export const flooding = 'It sends more messages than can be read.'

export const floodingBytes = `It sends more than ${bounds.floodBytes / 1024 / 1024} MiB unasked in ${bounds.floodWindowMs / 1000} seconds.`
