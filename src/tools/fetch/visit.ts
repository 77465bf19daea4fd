import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type Body, readBody } from './body.ts'
import { connect } from './connect.ts'
import { contentOf } from './content-type.ts'
import { exchange } from './exchange.ts'
import { blaming, urlFailure } from './failure.ts'
import type { Network } from './network.ts'
import type { Outgoing } from './request.ts'
import { redirected } from './redirect.ts'
import { type AllowedHosts, checkTarget } from './target.ts'

export interface VisitOptions extends AllowedHosts {
  network: Network
  maxBytes: number
  signal: AbortSignal
}

/** What one host answered. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** None where nobody would read it: before another request, and of a binary type. */
  body?: Body
  /** What to ask in place of it. */
  next?: Outgoing
}

/**
 * Makes one request, over a connection that is closed when it is over.
 * @throws ToolFailure; the signal's reason
 */
export async function visit(outgoing: Outgoing, options: VisitOptions): Promise<Answer> {
  const { network, signal: caller } = options
  const target = checkTarget(outgoing.url, { ...options, isPublic: network.isPublic })
  const patience = new AbortController()
  const giveUp = (reason: string) => () => {
    patience.abort(urlFailure(reason))
  }
  const signal = AbortSignal.any([caller, patience.signal])
  const { connectMs, idleMs } = network
  const timer = setTimeout(giveUp(`could not be reached within ${connectMs / 1000} s`), connectMs)
  let socket: Socket | undefined
  try {
    socket = await connect(target, network, signal)
    clearTimeout(timer)
    socket.setTimeout(idleMs, giveUp(`was silent for ${idleMs / 1000} s`))
    return await converse(socket, outgoing, options)
  } catch (error) {
    // What a connection says when it is closed says less than why it was.
    signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
    socket?.destroy()
  }
}

async function converse(
  socket: Socket,
  outgoing: Outgoing,
  { maxBytes }: VisitOptions,
): Promise<Answer> {
  const response = await blaming('did not answer', () => exchange(socket, outgoing))
  const { statusCode: status = 0, headers } = response
  const next = redirected(outgoing, { status, location: headers.location })
  if (next !== undefined) return { status, headers, next }
  return { status, headers, ...(isRead(response) && { body: await readBody(response, maxBytes) }) }
}

const isRead = ({ headers: { 'content-type': type = '' } }: IncomingMessage): boolean =>
  type === '' || contentOf(type, () => Buffer.alloc(0)) !== 'binary'
