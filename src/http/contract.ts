import { AjvOptions } from 'express-openapi-validator/dist/framework/ajv/options.js'
import type { OpenApiRequest } from 'express-openapi-validator/dist/framework/types.js'
import {
  RequestValidator,
  ResponseValidator,
  security,
} from 'express-openapi-validator/dist/middlewares/index.js'
import document from '../generated/enforcement.json' with { type: 'json' }
import { type OperationId, operations } from '../generated/operations.ts'
import type { Caller } from '../gateway/gateway.ts'
import { GatewayError, internal, invalid, lacksScope, unauthorized } from '../kernel/errors.ts'
import { toErrorAnswer } from './errors.ts'
import { isInteger } from '../kernel/integer.ts'
import { settleUrlParseWarning } from './url-parse.ts'
import { faultsOf, fromValidator } from './validator-errors.ts'

type ApiDocument = ConstructorParameters<typeof RequestValidator>[0]

type Responses = Parameters<ResponseValidator['_getOrBuildValidator']>[1]

type LibraryValidators = ReturnType<ResponseValidator['_getOrBuildValidator']>

/** What they really are: a check by status and media type. */
type Validators = Partial<
  Record<string, Partial<Record<string, (answer: { response: unknown }) => boolean>>>
>

interface Incoming {
  headers: Record<string, string | undefined>
  path: Record<string, string>
  query: Record<string, unknown>
  /** Path and query as they came. */
  url: string
  body: unknown
}

/** The parts of a request in the contract's types, defaults filled in. */
export interface Checked {
  path: Record<string, string>
  query: Record<string, unknown>
  headers: Record<string, string | undefined>
  body: unknown
}

const options = (formats: 'full' | 'fast'): AjvOptions =>
  new AjvOptions({
    validateRequests: { allErrors: true, coerceTypes: false, discriminator: true },
    validateResponses: {},
    validateFormats: true,
    formats: {},
    serDes: [],
    ajvFormats: { mode: formats },
  } as unknown as ConstructorParameters<typeof AjvOptions>[0])

/**
 * express-openapi-validator, one operation at a time. Its middleware finds the operation of every request anew, by compiling
 * the pattern of each path in turn, so its cost grows with the contract. Here Express has found the operation already, and
 * the validator's own parts (request, security, response) are handed it: the cost is the same for any number of operations.
 */
export class Contract {
  readonly #requests: RequestValidator
  readonly #responses: ResponseValidator
  readonly #validators = new Map<OperationId, LibraryValidators>()
  readonly #security: ReturnType<typeof security>

  constructor() {
    settleUrlParseWarning()
    const api = document as unknown as ApiDocument
    this.#requests = new RequestValidator(api, options('full').request)
    // What we wrote ourselves is checked with the quicker patterns: 8 instead of 24 µs for a page of 20 sessions.
    this.#responses = new ResponseValidator(api, options('fast').response, {})
    this.#security = security(api, { bearerAuth, webhookSignature })
  }

  /** @throws GatewayError `unauthorized` without a right token, `forbidden` without the operation's scope */
  async authorize(
    id: OperationId,
    { headers, caller }: { headers: Incoming['headers']; caller: Caller | undefined },
  ): Promise<void> {
    if (document.operations[id].security.length === 0) return
    const request = lightRequest(id, { headers, path: {}, query: {}, url: '', body: undefined })
    const error = await new Promise((resolve) => {
      void this.#security(Object.assign(request, { caller }), noResponse, resolve)
    })
    if (error !== undefined) throw toAuthError(id, error)
  }

  /** @throws GatewayError `invalid` naming each field and the rule that it breaks */
  checkRequest(id: OperationId, incoming: Incoming): Checked {
    if (incoming.body === undefined && needsBody(id)) {
      throw invalid({ field: 'body', rule: 'required', message: 'must not be empty' })
    }
    refuseOddIntegers(id, incoming.query)
    const request = lightRequest(id, incoming)
    try {
      void this.#requests.validate(request, noResponse, (error?: unknown) => {
        if (error !== undefined) throw error as Error
      })
    } catch (error) {
      throw fromValidator(error)
    }
    const { query, headers, body } = request as unknown as Checked
    return { path: incoming.path, query, headers, body }
  }

  /** @throws GatewayError `internal` when our own answer breaks the contract */
  checkResponse(id: OperationId, reply: { status: number; body: unknown; type?: string }): void {
    const responses = document.operations[id].responses as unknown as Responses
    // Bytes are a file of the documentation, whose build has checked it.
    if (!isJson(responses, reply) || Buffer.isBuffer(reply.body)) return
    const validators = this.#validatorsOf(id, responses)
    if (passes(validators, reply)) return
    try {
      this.#responses._validate({
        validators,
        body: reply.body as object,
        statusCode: reply.status,
        path: id,
        accepts: [],
      })
    } catch (error) {
      throw internal(
        new Error(`the answer of ${id} breaks the contract: ${faultsOf(error)}`, { cause: error }),
      )
    }
  }

  /** @returns the error; a fault of ours instead, where the operation does not document its status */
  asDocumented(id: OperationId, error: unknown): unknown {
    const { status } = toErrorAnswer(error)
    if (String(status) in document.operations[id].responses) return error
    return internal(new Error(`${id} does not document ${status}`, { cause: error }))
  }

  #validatorsOf(id: OperationId, responses: Responses): LibraryValidators {
    const known = this.#validators.get(id)
    if (known !== undefined) return known
    const request = lightRequest(id, { headers: {}, path: {}, query: {}, url: '', body: undefined })
    const validators = this.#responses._getOrBuildValidator(request, responses)
    this.#validators.set(id, validators)
    return validators
  }
}

/** Asked directly: what the library does around it weighs media types, which are settled here, and finds words for faults. */
function passes(validators: LibraryValidators, reply: { status: number; body: unknown }): boolean {
  const { status, body } = reply
  if (body === undefined || body === null) return false
  const checks = validators as unknown as Validators
  return checks[status]?.['application/json']?.({ response: body }) === true
}

function refuseOddIntegers(id: OperationId, query: Record<string, unknown>): void {
  for (const name of operations[id].integers) {
    const text = query[name]
    if (typeof text === 'string' && text !== '' && !isInteger(text)) {
      throw invalid({ field: `query.${name}`, rule: 'type', message: 'must be integer' })
    }
  }
}

/** The validator looks for this in the schema instead. */
function needsBody(id: OperationId): boolean {
  const { requestBody } = document.operations[id] as { requestBody?: { required?: boolean } }
  return requestBody?.required === true
}

const noResponse = {} as unknown as Parameters<RequestValidator['validate']>[1]

/** The validator reads these members of an Express request and no others. */
function lightRequest(id: OperationId, incoming: Incoming): OpenApiRequest {
  const schema = document.operations[id]
  const { headers, path, query, url, body } = incoming
  return {
    method: schema.method.toUpperCase(),
    headers,
    params: path,
    query,
    originalUrl: url,
    path: schema.path,
    body,
    openapi: { expressRoute: schema.path, openApiRoute: schema.path, pathParams: path, schema },
  } as unknown as OpenApiRequest
}

/** The validator knows nothing of other media types; a status that is missing altogether must still reach it. */
function isJson(responses: Responses, reply: { status: number; type?: string }): boolean {
  const { content } = (responses[String(reply.status)] ?? {}) as { content?: object }
  return content === undefined || (reply.type ?? Object.keys(content)[0]) === 'application/json'
}

const bearerAuth = (request: object, scopes: string[]): boolean => {
  const { caller } = request as { caller?: Caller }
  if (caller === undefined) return false
  const missing = scopes.find((scope) => !(caller.scopes as ReadonlySet<string>).has(scope))
  if (missing === undefined) return true
  throw Object.assign(lacksScope(missing), { status: 403 })
}

/** Only the channel has the secret: it checks the signature when it is handed the request. */
const webhookSignature = (): boolean => true

function toAuthError(id: OperationId, error: unknown): GatewayError {
  const { status, message } = error as { status?: number; message: string }
  if (status === 403) return new GatewayError('forbidden', message)
  if (status !== 401) return internal(error)
  return operations[id].security === 'webhookSignature'
    ? unauthorized('Missing webhook-signature header.')
    : unauthorized()
}
