import cors from 'cors'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { chatPath } from '../generated/chat.ts'
import { streamPath } from '../generated/stream.ts'
import type { Handlers } from '../handlers/handler.ts'
import { invalid, notFound } from '../kernel/errors.ts'
import { newUlid } from '../kernel/ids.ts'
import type { House } from './enforce.ts'
import { toErrorAnswer } from './errors.ts'
import { isAllowedOrigin } from './origins.ts'
import { sendError } from './reply.ts'
import { createRoutes } from './routes.ts'

/** The HTTP API: every operation of the contract behind its enforcement, and the contract's error for all else. */
export function createApp(house: House, handlers: Handlers): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(nameRequest(house), crossOrigin(house))
  app.use(createRoutes(house, handlers))
  app.use((request) => {
    if (request.path === streamPath || request.path === chatPath) throw needsUpgrade
    throw notFound('path', request.path)
  })
  app.use(answerError(house))
  return app
}

const needsUpgrade = invalid({
  field: 'header.upgrade',
  rule: 'upgrade',
  message: 'must be websocket',
})

/** Gives the request its id, and the log one line when it is answered. */
function nameRequest({ log }: House) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = newUlid()
    response.setHeader('X-Request-Id', requestId)
    if (log.isLevelEnabled('debug')) {
      const { method, path } = request
      const start = performance.now()
      response.once('finish', () => {
        const ms = Math.round(performance.now() - start)
        log.debug({ requestId, method, path, status: response.statusCode, ms }, 'request')
      })
    }
    next()
  }
}

/** Lets web pages of allowed origins read answers; the same rule as the event stream's. */
function crossOrigin({ config }: House) {
  return cors<Request>((request, decide) => {
    const { origin, host } = request.headers
    const { allowedOrigins } = config().http
    const allowed =
      origin !== undefined && isAllowedOrigin(origin, { host, allowed: allowedOrigins })
    // A preflight goes on to OPTIONS like any other, and so gets the headers that all answers have.
    decide(null, { origin: allowed, exposedHeaders, preflightContinue: true })
  })
}

const exposedHeaders = [
  'X-Request-Id',
  'Location',
  'ETag',
  'Retry-After',
  'Idempotent-Replayed',
  'Restart-Required',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
]

/** The cause of a 5xx is for the log, under the id that the client was given. */
function answerError({ log }: House) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const answer = toErrorAnswer(error)
    if (answer.status >= 500) {
      const { method, path } = request
      const fields = { err: error, requestId: response.getHeader('X-Request-Id'), method, path }
      // What ends because nobody waits for it any more is no fault.
      if (response.destroyed) log.info(fields, 'request ended: its client has left')
      else log.error(fields, 'request failed')
    }
    if (response.headersSent) response.destroy()
    else sendError(response, answer)
  }
}
