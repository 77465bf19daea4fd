import openapiFetch, { type Client } from 'openapi-fetch'
import { ApiPromise, type WithResponse } from './api-promise.ts'
import {
  type ApiError,
  createApiError,
  OpenClawError,
  RateLimitedError,
  UnexpectedAnswerError,
} from './errors.ts'
import { endpoints, type OperationId } from './generated/endpoints.ts'
import type { ErrorResponse, operations, paths } from './generated/schema.ts'
import { type CallOptions, resolveLimits, type Settings } from './options.ts'
import type { Limits } from './limited.ts'
import { marks } from './marks.ts'
import { randomId } from './random.ts'
import { retryAfterOf } from './retry.ts'
import { send } from './transport.ts'
import { versionHint } from './version.ts'
import { signatureHeaders, type SigningOptions } from './webhook.ts'

/** What `require` brings is the module, with its default export in it. */
const createFetchClient =
  'default' in openapiFetch ? (openapiFetch.default as typeof openapiFetch) : openapiFetch

type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 | 204 ? Responses[Status] : never
}[keyof Responses]

type Content<Response> = Response extends { content: infer C }
  ? C extends undefined
    ? undefined
    : C[keyof C]
  : undefined

/** What an operation answers with. */
export type Data<Id extends OperationId> = Content<Success<operations[Id]['responses']>>

export interface Parts {
  path?: Record<string, string>
  query?: object | undefined
  header?: Record<string, string | undefined>
  body?: unknown
}

interface Endpoint {
  method: 'get' | 'post' | 'patch' | 'delete'
  path: keyof paths
  /** The header that makes a repeat the same request. */
  key?: string
  text?: boolean
  /** Whether no token is asked for. */
  open?: boolean
}

/** A gateway that can't write to its store tells its health with a status of its own, and the same shape. */
const degraded = 503

const hintAgeMs = 60_000

/** Carries out every operation of the contract: builds the request, tries, reads the answer, and throws by code. */
export class Api {
  readonly settings: Settings
  readonly #client: Client<paths>
  #hint: { at: number; text: string | undefined } | undefined

  constructor(settings: Settings) {
    this.settings = settings
    this.#client = createFetchClient<paths>({
      baseUrl: settings.baseUrl,
      querySerializer: { array: { style: 'form', explode: false } },
    })
  }

  call<Id extends OperationId>(
    id: Id,
    parts: Parts = {},
    options: CallOptions = {},
  ): ApiPromise<Data<Id>> {
    return new ApiPromise(this.exchange(id, parts, options))
  }

  /** For what is answered with a text, of whatever type. */
  text(id: OperationId, parts: Parts = {}, options: CallOptions = {}): ApiPromise<string> {
    return new ApiPromise(this.exchange(id, parts, options))
  }

  /** For what is signed with a channel's secret, instead of carrying the token. */
  signed<Id extends OperationId>(
    id: Id,
    parts: Parts,
    options: CallOptions & SigningOptions,
  ): ApiPromise<Data<Id>> {
    const signature = signatureHeaders(JSON.stringify(parts.body), options)
    return new ApiPromise(
      signature.then((header) => this.exchange(id, { ...parts, header }, options)),
    )
  }

  /** The same, for what goes on with the answer. */
  async exchange<Id extends OperationId>(
    id: Id,
    parts: Parts,
    options: CallOptions,
  ): Promise<WithResponse<Data<Id>>> {
    const endpoint: Endpoint = endpoints[id]
    const { settings } = this
    const header = this.#headersOf(endpoint, parts, options)
    checkPath(parts.path)
    const policy = {
      ...resolveLimits(options, settings),
      signal: options.signal,
      final: id === 'getHealth' ? degraded : undefined,
      repeatable: isRepeatable(endpoint, header),
    }
    const { path, query, body } = parts
    const request = this.#client.request as unknown as GenericRequest
    const answer = await request(endpoint.method, endpoint.path, {
      params: { path, query },
      headers: header,
      body,
      // `fetch` would follow with a GET that has no body.
      redirect: endpoint.method === 'post' ? 'manual' : 'follow',
      parseAs: 'text',
      fetch: (made: Request) => send(made, policy, settings),
    })
    return this.#read(id, answer, policy)
  }

  /** The caller's own go before what is made here, in whatever case they are written. */
  #headersOf(endpoint: Endpoint, parts: Parts, options: CallOptions): Headers {
    const { settings } = this
    const headers = new Headers()
    if (endpoint.open !== true) headers.set('Authorization', `Bearer ${settings.token}`)
    if (endpoint.key === 'Idempotency-Key') headers.set(endpoint.key, randomId())
    for (const given of [settings.headers, parts.header ?? {}, options.headers ?? {}]) {
      for (const [name, value] of Object.entries(given)) {
        if (value !== undefined) setHeader(headers, name, value)
      }
    }
    return headers
  }

  async #read<Id extends OperationId>(
    id: Id,
    answer: GenericAnswer,
    limits: Limits,
  ): Promise<WithResponse<Data<Id>>> {
    const { response, error } = answer
    const found = dataOf(id, answer)
    if (found === undefined) {
      throw await (response.ok
        ? this.#unexpected(response, limits)
        : this.#errorOf({ id, error, response }, limits))
    }
    const requestId = response.headers.get('x-request-id') ?? undefined
    return { data: found.data as Data<Id>, response, requestId }
  }

  async #errorOf(
    { id, error: body, response }: GenericAnswer & { id: OperationId },
    limits: Limits,
  ): Promise<ApiError | UnexpectedAnswerError> {
    const { status, headers } = response
    const { error } = (typeof body === 'object' && body !== null ? body : {}) as {
      error?: Partial<ErrorResponse['error']>
    }
    if (typeof error?.code !== 'string') return this.#unexpected(response, limits)
    const hint =
      status === 401 && endpoints[id].path.startsWith('/api/')
        ? 'Is `token` right, and of this gateway?'
        : [400, 404, 405].includes(status)
          ? await this.#versionHint(limits)
          : undefined
    // What stands in front of a gateway may write errors of the same shape, with less in them.
    const { code, details = {}, message: told = `The gateway answered with ${code}.` } = error
    const message = hint === undefined ? told : `${told} ${hint}`
    const options = { status, headers, code, message, details }
    return code === 'RATE_LIMITED'
      ? new RateLimitedError({ ...options, retryAfterMs: retryAfterOf(headers) })
      : createApiError(options)
  }

  async #unexpected({ status, headers }: Response, limits: Limits): Promise<UnexpectedAnswerError> {
    const { baseUrl } = this.settings
    const location = headers.get('location')
    const hint =
      location !== null
        ? `It leads to ${location}: set \`baseUrl\` to where the gateway is.`
        : ((await this.#versionHint(limits)) ?? guessFrom(status))
    return new UnexpectedAnswerError(
      `${baseUrl} answered with status ${String(status)}, but not as an OpenClaw gateway does. ${hint}`,
      status,
    )
  }

  /** Kept for a while: calls that fail one after the other ask once. */
  async #versionHint(limits: Limits): Promise<string | undefined> {
    if (this.#hint !== undefined && Date.now() - this.#hint.at < hintAgeMs) return this.#hint.text
    try {
      const text = await versionHint(this.settings, limits)
      this.#hint = { at: Date.now(), text }
      return text
    } catch {
      return undefined
    }
  }
}

/** With `If-Match` a PATCH that was done is refused the second time, as if another had changed it. */
const isRepeatable = ({ method, key }: Endpoint, header: Headers): boolean =>
  method === 'post'
    ? key !== undefined && header.has(key)
    : method !== 'patch' || !header.has('if-match')

/** @throws OpenClawError without the value, which may be a secret: that of `Headers` has it */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    throw new OpenClawError(
      `The header ${JSON.stringify(name)} can not be sent: its name or its value has signs that headers can not have, such as a line break.`,
    )
  }
}

/** @throws OpenClawError for what would make another path */
function checkPath(path: Record<string, unknown> = {}): void {
  for (const [name, given] of Object.entries(path)) {
    // JavaScript passes anything.
    if (typeof given !== 'string') {
      throw new OpenClawError(`\`${name}\` must be a string, not ${String(given)}.`)
    }
    if (['', '.', '..'].includes(given)) {
      throw new OpenClawError(`\`${name}\` must name something, not be "${given}".`)
    }
  }
}

/** @returns undefined where this is not what the operation answers with */
function dataOf(
  id: OperationId,
  { data, error, response }: GenericAnswer,
): { data: unknown } | undefined {
  const has = (marks as Partial<Record<OperationId, string>>)[id]
  if (!response.ok) {
    const isHealth = id === 'getHealth' && response.status === degraded && isObjectWith(has, error)
    return isHealth ? { data: error } : undefined
  }
  if ('text' in endpoints[id]) return { data: data ?? '' }
  if (response.status === 204 && has === undefined) return { data: undefined }
  const body = parse(data ?? '')
  return isObjectWith(has, body) ? { data: body } : undefined
}

const isObjectWith = (field: string | undefined, value: unknown): boolean =>
  typeof value === 'object' && value !== null && (field === undefined || field in value)

/** @returns undefined for what is no JSON, which has no value of that kind */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const guessFrom = (status: number): string =>
  status >= 502 && status <= 504
    ? 'Something in front of the gateway does not reach it: is the gateway running?'
    : 'Is this the address of a gateway, and is `baseUrl` right?'

interface GenericAnswer {
  data?: string
  error?: unknown
  response: Response
}

type GenericRequest = (
  method: string,
  path: string,
  init: Record<string, unknown>,
) => Promise<GenericAnswer>
