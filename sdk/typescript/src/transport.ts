import { ConnectionError, TimeoutError } from './errors.ts'
import type { RequestInfo, Settings } from './options.ts'
import { limited, type Limits } from './limited.ts'
import { delayBefore, isRetriable, wait } from './retry.ts'

/** What decides how one call is carried out. */
export interface Policy extends Limits {
  maxRetries: number
  /** Whether the same request twice is the same as once. */
  repeatable: boolean
  /** A status that is what was asked for, whatever it is elsewhere. */
  final: number | undefined
}

type Outcome = { response: Response } | { error: ConnectionError }

/**
 * One call: as many tries as its policy allows, each with its body read to the end, so that a connection that breaks
 * in the middle of an answer counts as one that broke.
 */
export async function send(
  request: Request,
  policy: Policy,
  settings: Settings,
): Promise<Response> {
  const { signal, maxRetries } = policy
  let isMaybeDone = false
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    const info = infoOf(request, attempt, settings.token)
    const outcome = await tryOnce(request.clone(), info, { policy, settings })
    const delayMs = attempt > maxRetries ? undefined : delayOf(outcome, policy, attempt)
    if (delayMs === undefined) {
      if ('error' in outcome) throw outcome.error
      return isMaybeDone ? await doneBefore(request.method, outcome.response) : outcome.response
    }
    // A 429 did nothing.
    isMaybeDone ||= 'error' in outcome || outcome.response.status !== 429
    const reason =
      'error' in outcome ? outcome.error.message : `status ${String(outcome.response.status)}`
    settings.hooks.onRetry?.({ ...info, reason, delayMs })
    settings.logger?.info(`retrying ${info.method} ${info.url}`, { attempt, reason, delayMs })
    await wait(delayMs, signal)
  }
}

/** What is no longer there when it is deleted once more was deleted by the try whose answer was lost. */
async function doneBefore(method: string, response: Response): Promise<Response> {
  const { status, headers } = response
  if (method !== 'DELETE' || status !== 404) return response
  const isGateway = (await response.clone().text()).includes('"NOT_FOUND"')
  return isGateway ? new Response(null, { status: 204, headers }) : response
}

/** @returns undefined where it is not tried again */
function delayOf(
  outcome: Outcome,
  { repeatable, final }: Policy,
  attempt: number,
): number | undefined {
  if (!repeatable) return undefined
  if ('error' in outcome) return delayBefore(attempt, undefined)
  const { status, headers } = outcome.response
  if (status === final) return undefined
  return isRetriable(status, headers) ? delayBefore(attempt, headers) : undefined
}

async function tryOnce(
  request: Request,
  info: RequestInfo,
  { policy, settings }: { policy: Policy; settings: Settings },
): Promise<Outcome> {
  settings.hooks.onRequest?.(info)
  const started = performance.now()
  let response: Response
  try {
    response = await limited(
      async (signal) => withBody(await settings.fetch(new Request(request, { signal }))),
      policy,
    )
  } catch (cause) {
    policy.signal?.throwIfAborted()
    const isLate = cause instanceof TimeoutError
    return { error: isLate ? late(info.url, policy.timeout) : notReached(info.url, cause) }
  }
  // Not within the `try`: what a hook throws is no broken connection.
  tell(response, { info, settings, durationMs: performance.now() - started })
  return { response }
}

function tell(
  { status, headers }: Response,
  { info, settings, durationMs }: { info: RequestInfo; settings: Settings; durationMs: number },
): void {
  const { hooks, logger } = settings
  const requestId = headers.get('x-request-id') ?? undefined
  hooks.onResponse?.({
    ...info,
    status,
    durationMs,
    ...(requestId === undefined ? {} : { requestId }),
  })
  logger?.debug(`${info.method} ${info.url}`, { status, durationMs, requestId })
}

const late = (url: string, timeout: number): TimeoutError =>
  new TimeoutError(`${url} did not answer within ${String(timeout)} ms.`)

const notReached = (url: string, cause: unknown): ConnectionError =>
  new ConnectionError(
    `${new URL(url).origin} could not be reached, or the connection broke (${reasonOf(cause)}). Is the gateway running there, and is \`baseUrl\` right?`,
    { cause },
  )

function reasonOf(cause: unknown): string {
  // Anything can be thrown.
  const { message, cause: deeper } = (cause ?? {}) as {
    message?: string
    cause?: { code?: string }
  }
  return deeper?.code ?? message ?? String(cause)
}

const withoutBody = new Set([101, 204, 205, 304])

async function withBody(response: Response): Promise<Response> {
  const { status, statusText, headers, type, url, redirected } = response
  // Browsers tell of a redirect nothing but that it is one: neither status nor place.
  if (type === 'opaqueredirect') {
    return new Response(null, { status: 302, headers: { location: 'another address' } })
  }
  const text = await response.text()
  const read = new Response(withoutBody.has(status) ? null : text, { status, statusText, headers })
  return Object.defineProperties(read, { url: { value: url }, redirected: { value: redirected } })
}

const secrets = /auth|cookie|token|secret|signature|api-?key/

function infoOf(request: Request, attempt: number, token: string): RequestInfo {
  const isSecret = (name: string, value: string): boolean =>
    secrets.test(name) || value.includes(token)
  const headers = Object.fromEntries(
    [...request.headers].map(([name, value]) => [
      name,
      isSecret(name, value) ? '[redacted]' : value,
    ]),
  )
  return { method: request.method, url: request.url, headers, attempt }
}
