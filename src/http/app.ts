import cors from 'cors'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { type OperationId, operations } from '../generated/operations.ts'
import type { Handler, Handlers } from '../handlers/handler.ts'
import { notFound } from '../kernel/errors.ts'
import { newUlid } from '../kernel/ids.ts'
import { enforce, type House } from './enforce.ts'
import { HttpError, toErrorAnswer } from './errors.ts'
import { isAllowedOrigin } from './origins.ts'
import { securityHeaders, sendAnswer } from './reply.ts'

type Operation = (typeof operations)[OperationId]

/** The HTTP API: every operation of the contract behind its enforcement, and the contract's error for all else. */
export function createApp(house: House, handlers: Handlers): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(nameRequest(house), crossOrigin(house))
  for (const [path, group] of byPath()) {
    const route = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    const allow = allowedMethods(group)
    for (const operation of group) {
      const handler = handlers[operation.id] as unknown as Handler<OperationId>
      route[operation.method](enforce(house, operation, handler))
    }
    route.options((_request, response) => {
      response.writeHead(204, { ...securityHeaders, Allow: allow }).end()
    })
    route.all((request) => {
      throw wrongMethod(request.method, allow)
    })
  }
  app.use((request) => {
    throw notFound('path', request.path)
  })
  app.use(answerError(house))
  return app
}

function byPath(): Map<string, Operation[]> {
  return Map.groupBy<string, Operation>(Object.values(operations), ({ path }) => path)
}

const allowedMethods = (group: Operation[]): string => {
  const methods = group.map(({ method }) => method.toUpperCase())
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

const wrongMethod = (method: string, allow: string): HttpError =>
  new HttpError(
    405,
    { field: 'method', rule: 'method', message: `${method} is not among ${allow}` },
    { Allow: allow },
  )

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
    decide(null, { origin: allowed, exposedHeaders, preflightContinue: false })
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
    const { status, headers, body } = toErrorAnswer(error)
    if (status >= 500) {
      const requestId = response.getHeader('X-Request-Id')
      log.error(
        { err: error, requestId, method: request.method, path: request.path },
        'request failed',
      )
    }
    if (response.headersSent) response.destroy()
    else {
      sendAnswer(response, {
        status,
        headers,
        body: JSON.stringify(body),
        type: 'application/json',
      })
    }
  }
}
