import type { RequestHandler, Response } from 'express'
import type { Caller, Gateway } from '../gateway/gateway.ts'
import type { operations, OperationId } from '../generated/operations.ts'
import type { Config } from '../generated/types.ts'
import type { Handler, HandlerRequest, Reply } from '../handlers/handler.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { addressOf, type Authenticator, bearerToken } from './auth.ts'
import { readBody } from './body.ts'
import type { Contract } from './contract.ts'
import { limitKey, type Limits } from './limits.ts'
import { sendAnswer } from './reply.ts'

/** What enforcement needs of the house. */
export interface House {
  gateway: Gateway
  authenticator: Authenticator
  limits: Limits
  contract: Contract
  config: () => Config
  log: Log
}

type Operation = (typeof operations)[OperationId]

const anonymous: Caller = { name: 'anonymous', scopes: new Set() }

/** The order in which the contract is enforced, for every operation. What is refused goes to the error handler. */
export function enforce<Id extends OperationId>(
  house: House,
  operation: Operation & { id: Id },
  handler: Handler<Id>,
): RequestHandler {
  const { authenticator, limits, contract, config, gateway } = house
  return async (request, response) => {
    const address = addressOf(request, config().http.trustProxy)
    const arrived =
      operation.security === 'bearerAuth'
        ? authenticator.identify(bearerToken(request), address)
        : undefined
    const { bucket } = operation.limit
    const budget = limitKey(arrived?.name, address)
    await limits.take(bucket, budget, { request, response })
    const headers = request.headers as Record<string, string | undefined>
    await contract.authorize(operation.id, { headers, caller: arrived })
    const body = await readBody(request, response, operation.requestTypes)
    // A body may be a minute on its way, and the token revoked by then.
    const caller = arrived && authenticator.current(arrived)
    if (caller !== arrived) await contract.authorize(operation.id, { headers, caller })
    const checked = contract.checkRequest(operation.id, {
      headers: { ...headers, 'content-type': body.type },
      path: request.params as Record<string, string>,
      query: request.query,
      url: request.originalUrl,
      body: body.value,
    })
    const handled = async (): Promise<Reply<Id>> =>
      handler({
        ...checked,
        headers: pick(checked.headers, operation.headers),
        raw: { headers, body: body.raw },
        caller: caller ?? anonymous,
        signal: abortedWith(response),
        gateway,
      } as HandlerRequest<Id>)
    const reply = await handled().catch(async (error: unknown) => {
      if (isRateLimited(error)) await limits.giveBack(bucket, budget)
      throw contract.asDocumented(operation.id, error)
    })
    contract.checkResponse(operation.id, reply as { status: number; body: unknown; type?: string })
    send(response, operation, reply)
  }
}

const isRateLimited = (error: unknown): boolean =>
  error instanceof GatewayError && error.kind === 'rateLimited'

/** Names as the contract writes them; Node has them in lower case. */
const pick = (
  headers: Record<string, string | undefined>,
  names: readonly string[],
): Record<string, string | undefined> =>
  Object.fromEntries(
    names
      .map((name) => [name, headers[name.toLowerCase()]] as const)
      .filter(([, value]) => value !== undefined),
  )

function abortedWith(response: Response): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}

function send<Id extends OperationId>(
  response: Response,
  operation: Operation,
  reply: Reply<Id>,
): void {
  const { status, body, headers, ...chosen } = reply as {
    status: number
    body: unknown
    headers?: Record<string, string>
    type?: string
  }
  const usual = status === operation.success ? operation.responseTypes[0] : undefined
  const type = chosen.type ?? usual ?? 'application/json'
  sendAnswer(response, {
    status,
    headers: headers ?? {},
    type,
    body: isReady(body, type) ? body : JSON.stringify(body),
  })
}

const isReady = (body: unknown, type: string): body is string | Buffer =>
  Buffer.isBuffer(body) || (typeof body === 'string' && type !== 'application/json')
