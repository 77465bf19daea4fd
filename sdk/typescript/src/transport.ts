import { ConnectionError, TimeoutError } from './errors.ts'
import type { RequestInfo, Settings } from './options.ts'
import { delayBefore, isRetriable, wait } from './retry.ts'

/** What decides how one call is carried out. */
export interface Policy {
  timeout: number
  maxRetries: number
  signal: AbortSignal | undefined
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
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    const info = infoOf(request, attempt, settings.token)
    const outcome = await tryOnce(request.clone(), info, { policy, settings })
    const delayMs = attempt > maxRetries ? undefined : delayOf(outcome, policy, attempt)
    if (delayMs === undefined) {
      if ('error' in outcome) throw outcome.error
      return outcome.response
    }
    const reason =
      'error' in outcome ? outcome.error.message : `status ${String(outcome.response.status)}`
    settings.hooks.onRetry?.({ ...info, reason, delayMs })
    settings.logger?.info(`retrying ${info.method} ${info.url}`, { attempt, reason, delayMs })
    await wait(delayMs, signal)
  }
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
  const { signal, timeout } = policy
  settings.hooks.onRequest?.(info)
  const controller = new AbortController()
  const abort = (): void => {
    controller.abort(signal?.reason)
  }
  signal?.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(() => {
    controller.abort(new TimeoutError(`${info.url} did not answer within ${String(timeout)} ms.`))
  }, timeout)
  const started = performance.now()
  let response: Response
  try {
    response = await withBody(
      await settings.fetch(new Request(request, { signal: controller.signal })),
    )
  } catch (cause) {
    signal?.throwIfAborted()
    const reason: unknown = controller.signal.reason
    return { error: reason instanceof TimeoutError ? reason : notReached(info.url, cause) }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
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
  const text = await response.text()
  const { status, statusText, headers } = response
  return new Response(withoutBody.has(status) ? null : text, { status, statusText, headers })
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
