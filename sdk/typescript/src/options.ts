import { OpenClawError } from './errors.ts'

export type Fetch = (input: Request) => Promise<Response>

export interface Logger {
  debug(message: string, details?: object): void
  info(message: string, details?: object): void
  warn(message: string, details?: object): void
  error(message: string, details?: object): void
}

/** What a hook is told of a try. Secrets are replaced. */
export interface RequestInfo {
  method: string
  url: string
  headers: Record<string, string>
  /** 1 for the first. */
  attempt: number
}

export interface Hooks {
  /** Before each try. */
  onRequest?: ((request: RequestInfo) => void) | undefined
  /** After each try that was answered. */
  onResponse?:
    | ((response: RequestInfo & { status: number; requestId?: string; durationMs: number }) => void)
    | undefined
  /** Before the wait for the next try. */
  onRetry?: ((retry: RequestInfo & { reason: string; delayMs: number }) => void) | undefined
}

/** What each call may set for itself. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's own reason. */
  signal?: AbortSignal | undefined
  /** Milliseconds for each try. */
  timeout?: number | undefined
  /** How often it is tried again. */
  maxRetries?: number | undefined
  headers?: Record<string, string> | undefined
}

export interface ClientOptions {
  /** Of the gateway, as `http://127.0.0.1:3000`; `OPENCLAW_BASE_URL` where it is not given. */
  baseUrl?: string | undefined
  /** The gateway token or a named one; `OPENCLAW_GATEWAY_TOKEN` where it is not given. */
  token?: string | undefined
  /** Milliseconds for each try; 60,000 by default. */
  timeout?: number | undefined
  /** How often a call is tried again; 2 by default. */
  maxRetries?: number | undefined
  /** Added to each request. */
  headers?: Record<string, string> | undefined
  /** Instead of the global one. */
  fetch?: Fetch | undefined
  /** Instead of the global one; `false` reads events by polling alone. */
  WebSocket?: WebSocketClass | false | undefined
  hooks?: Hooks | undefined
  /** `console` will do. Nothing is logged by default. */
  logger?: Logger | undefined
}

/** What the event stream needs of a WebSocket; that of browsers, Node, Bun, Deno, Workers and of the package `ws` have it. */
export type WebSocketClass = new (url: string) => WebSocketLike

export interface WebSocketLike {
  // Each environment has event types of its own: a handler that takes less fits them all.
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  close(code?: number, reason?: string): void
  /** Ends it at once, where the peer may not answer `close`; that of `ws` and of Bun have it. */
  terminate?(): void
}

/** The options with all that is not given filled in. */
export interface Settings {
  baseUrl: string
  token: string
  timeout: number
  maxRetries: number
  headers: Record<string, string>
  fetch: Fetch
  WebSocket: WebSocketClass | undefined
  hooks: Hooks
  logger: Logger | undefined
}

const defaultBaseUrl = 'http://127.0.0.1:3000'

/** @throws OpenClawError naming the option that is missing or wrong, and what to do */
export function resolveOptions(options: ClientOptions): Settings {
  // Read from a file, it ends with a line break.
  const token = (options.token ?? environment('OPENCLAW_GATEWAY_TOKEN') ?? '').trim()
  if (token === '') {
    throw new OpenClawError(
      'There is no token. Pass `token`, or set OPENCLAW_GATEWAY_TOKEN; the gateway keeps its own in `gateway-token` of its data directory.',
    )
  }
  // What `fetch` says of such a header has the token in it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new OpenClawError(
      '`token` must be of letters, digits and signs of ASCII, without spaces.',
    )
  }
  const { WebSocket: given } = options
  const own = (globalThis as { WebSocket?: WebSocketClass }).WebSocket
  const settings = {
    baseUrl: checkedUrl(options.baseUrl ?? environment('OPENCLAW_BASE_URL') ?? defaultBaseUrl),
    token,
    ...resolveLimits(options, { timeout: 60_000, maxRetries: 2 }),
    headers: options.headers ?? {},
    // Looked up at each call, so that one which is replaced later is used.
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    WebSocket: given === false ? undefined : (given ?? own),
    hooks: options.hooks ?? {},
    logger: options.logger,
  }
  // So that whoever prints a client does not print it.
  return Object.defineProperty(settings, 'token', { enumerable: false })
}

function checkedUrl(text: string): string {
  const url = parsed(text)
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new OpenClawError(
      `\`baseUrl\` must be an http or https address such as ${defaultBaseUrl}, not "${text}".`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new OpenClawError('`baseUrl` must have no user and no password in it: pass `token`.')
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** @throws OpenClawError naming the one that is wrong */
export function resolveLimits(
  { timeout, maxRetries }: Pick<CallOptions, 'timeout' | 'maxRetries'>,
  fallback: Pick<Settings, 'timeout' | 'maxRetries'>,
): Pick<Settings, 'timeout' | 'maxRetries'> {
  return {
    // A timer can't be set for longer.
    timeout: Math.min(notNegative('timeout', timeout ?? fallback.timeout), 2 ** 31 - 1),
    maxRetries: notNegative('maxRetries', maxRetries ?? fallback.maxRetries),
  }
}

function notNegative(name: string, value: number): number {
  if (value >= 0) return value
  throw new OpenClawError(
    `\`${name}\` must be a number that is not negative, not ${String(value)}.`,
  )
}

/** Browsers have no environment. */
function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  // Set to nothing is not set.
  const value = process?.env?.[name]
  return value === '' ? undefined : value
}
