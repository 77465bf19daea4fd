import { createServer } from 'node:http'
import express, { type Request, type Response } from 'express'
import { type OperationId, operations } from '../../src/generated/operations.ts'
import { handlers } from '../../src/handlers/all.ts'
import type { Handler, HandlerRequest } from '../../src/handlers/handler.ts'
import { addressOf, bearerToken } from '../../src/http/auth.ts'
import { limitKey } from '../../src/http/limits.ts'
import type { Caller } from '../../src/kernel/caller.ts'
import { serve, startOptions } from '../support/child.ts'
import { openHouse } from '../support/house.ts'
import { listen } from '../support/listen.ts'

/*
 * The same handlers on Express alone: who is asking and the limits are judged by the same objects, bodies are parsed by
 * `express.json`, answers written by `response.json`. Nothing is validated.
 */

const { folder } = startOptions as { folder: string }
const { authenticator, limits, gateway } = await openHouse(folder)

const app = express()
// The gateway sends neither; hashing each answer would make Express slower than it need be.
app.disable('etag')
app.disable('x-powered-by')
app.use(express.json({ limit: '1mb' }))

for (const { id, method, path, security, limit } of Object.values(operations)) {
  const handler = handlers[id] as unknown as Handler<OperationId>
  app[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, response) => {
    const address = addressOf(request, false)
    const known = security === 'bearerAuth'
    const caller = known ? authenticator.identify(bearerToken(request), address) : undefined
    await limits.take(limit.bucket, limitKey(caller?.name, address), { request, response })
    if (known && caller === undefined) {
      response.status(401).json({ error: 'Missing or invalid token.' })
      return
    }
    const answer: unknown = await handler(toHandlerRequest(request, caller))
    const { status, body, headers } = answer as Answer
    reply(response.status(status), body, headers)
  })
}

serve(await listen(createServer(app)))

interface Answer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

function toHandlerRequest(
  request: Request,
  caller: Caller = { name: 'anonymous', scopes: new Set() },
): HandlerRequest<OperationId> {
  return {
    path: request.params,
    query: { ...request.query, limit: Number(request.query['limit'] ?? 50) },
    headers: { 'Idempotency-Key': request.get('idempotency-key') },
    body: request.body as unknown,
    raw: { headers: request.headers, body: Buffer.alloc(0) },
    caller,
    // Only tools look at it.
    get signal() {
      return new AbortController().signal
    },
    gateway,
  } as unknown as HandlerRequest<OperationId>
}

function reply(response: Response, body: unknown, headers: Record<string, string> = {}): void {
  response.set(headers)
  if (body === undefined) response.end()
  else response.json(body)
}
