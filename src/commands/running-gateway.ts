import { operations } from '../generated/operations.ts'
import { isObject, own } from '../config/json.ts'
import type { ConfigPatch, TokenConfig } from '../generated/types.ts'
import type { TokenAccess } from './token-access.ts'

const patienceMs = 10_000
const { getHealth, getConfig, updateConfig } = operations

interface Question {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/**
 * The configuration of a gateway that runs, over its own API.
 * @param gateway.token the gateway token; undefined where none is known
 */
export function runningGateway(gateway: { url: string; token: string | undefined }): TokenAccess {
  const { url } = gateway
  const ask = async (path: string, { headers, ...init }: Question = {}): Promise<Response> => {
    const { token } = gateway
    if (token === undefined) {
      throw new Error(
        `The gateway at ${url} was started with a token of its own, OPENCLAW_GATEWAY_TOKEN.\nSet it here too.`,
      )
    }
    const authorization = `Bearer ${token}`
    return request(url + path, { ...init, headers: { ...headers, authorization } })
  }
  return {
    reach: 'running',
    async read() {
      const response = await ask(getConfig.path)
      if (!response.ok) throw await refusal(url, response)
      const answer: unknown = await response.json().catch(() => undefined)
      const tokens = own(own(answer, 'auth'), 'tokens')
      if (!areTokens(tokens)) throw noGateway(url)
      return { tokens, etag: response.headers.get('etag') ?? '' }
    },
    async write(tokens, etag) {
      const patch: ConfigPatch = { auth: { tokens } }
      const response = await ask(updateConfig.path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json', 'if-match': etag },
        body: JSON.stringify(patch),
      })
      if (response.status === 409) return false
      if (!response.ok) throw await refusal(url, response)
      return true
    },
  }
}

const areTokens = (value: unknown): value is TokenConfig[] =>
  Array.isArray(value) &&
  value.every((token) => isObject(token) && typeof token['name'] === 'string')

const noGateway = (url: string): Error =>
  new Error(
    `What answers at ${url} is no gateway of this kind: its configuration has no list auth.tokens.\n` +
      'If another program listens there, restart the gateway, which then keeps its own address; else run the version of the gateway.',
  )

/** Whether a gateway answers there. Nobody else is to be sent its token. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url + getHealth.path, { signal: AbortSignal.timeout(patienceMs) })
    const health: unknown = await response.json()
    return typeof health === 'object' && health !== null && 'version' in health
  } catch {
    return false
  }
}

const request = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMs) }).catch(
    (cause: unknown) => {
      throw new Error(
        `The gateway did not answer (${url}). Whether it took the change is not known: see \`token list\`.`,
        { cause },
      )
    },
  )

async function refusal(url: string, response: Response): Promise<Error> {
  const { status } = response
  if (status === 401) {
    return new Error(
      `The gateway at ${url} does not take this gateway token.\n` +
        'Set OPENCLAW_GATEWAY_TOKEN to the one that it was started with, or unset it to use the one in the data directory.',
    )
  }
  const reason = await response.json().then(messageOf, () => 'it gave no reason')
  return new Error(`The gateway at ${url} refused: ${reason} (HTTP ${status})`)
}

/** Of the contract's error. */
function messageOf(answer: unknown): string {
  const { error } = answer as { error?: { message?: unknown } }
  return typeof error?.message === 'string' ? error.message : 'it gave no reason'
}
