import type { World } from './world.ts'

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface Call {
  /** As in `POST /channels/{id}/messages`. */
  route: string
  ids: string[]
  query: URLSearchParams
  body: Record<string, unknown>
}

interface Bucket {
  limit: number
  remaining: number
  resetsAt: number
}

export const apiError = (status: number, code: number, message: string): Answer => ({
  status,
  body: { message, code },
})

const exhausted = (seconds: number): Record<string, string> => ({
  'x-ratelimit-limit': '5',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset-after': String(seconds),
})

export const rateLimited = (seconds: number, isGlobal = false): Answer => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
  headers: {
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-scope': isGlobal ? 'global' : 'user',
    ...(isGlobal ? { 'x-ratelimit-global': 'true' } : exhausted(seconds)),
  },
})

const unknownChannel = apiError(404, 10_003, 'Unknown Channel')
const longestContent = 2_000

/** The REST routes, version 10, that this gateway calls. */
export class PeerRest {
  /** Messages that a channel takes in so many seconds. */
  limit = { messages: 1_000, seconds: 1 }
  /** Connections that a bot has to make. */
  shards = 1
  /** Identifies that are left today. */
  sessionsLeft = 1_000
  readonly #world: World
  readonly #gatewayUrl: () => string
  readonly #buckets = new Map<string, Bucket>()
  readonly #routes: Record<string, (call: Call) => Answer> = {
    'GET /gateway/bot': () => this.#gatewayBot(),
    'POST /users/@me/channels': (call) => this.#openDirect(call),
    'GET /channels/{id}': (call) => this.#getChannel(call),
    'GET /channels/{id}/messages': (call) => this.#getMessages(call),
    'POST /channels/{id}/messages': (call) => this.#postMessage(call),
  }

  constructor(world: World, gatewayUrl: () => string) {
    this.#world = world
    this.#gatewayUrl = gatewayUrl
  }

  serve(call: Call): Answer {
    return this.#routes[call.route]?.(call) ?? apiError(404, 0, '404: Not Found')
  }

  #gatewayBot(): Answer {
    const session_start_limit = {
      total: 1_000,
      remaining: this.sessionsLeft,
      reset_after: 1_000,
      max_concurrency: this.shards,
    }
    return {
      status: 200,
      body: { url: this.#gatewayUrl(), shards: this.shards, session_start_limit },
    }
  }

  #openDirect({ body }: Call): Answer {
    const userId = String(body['recipient_id'])
    return { status: 200, body: { id: this.#world.openDirect(userId), type: 1 } }
  }

  #getChannel({ ids: [id = ''] }: Call): Answer {
    const place = this.#world.places.get(id)
    return place === undefined ? unknownChannel : { status: 200, body: place }
  }

  #getMessages({ ids: [id = ''], query }: Call): Answer {
    if (!this.#world.has(id)) return unknownChannel
    const after = query.get('after') ?? '0'
    const limit = Number(query.get('limit') ?? 50)
    return { status: 200, body: this.#world.after(id, after, limit) }
  }

  #postMessage({ ids: [id = ''], body }: Call): Answer {
    if (!this.#world.has(id)) return unknownChannel
    const bucket = this.#bucket(id)
    const now = Date.now()
    if (bucket.remaining === 0) return rateLimited((bucket.resetsAt - now) / 1_000)
    bucket.remaining -= 1
    const headers = {
      'x-ratelimit-limit': String(bucket.limit),
      'x-ratelimit-remaining': String(bucket.remaining),
      'x-ratelimit-reset-after': String((bucket.resetsAt - now) / 1_000),
      'x-ratelimit-bucket': 'messages',
    }
    return { headers, ...(refusal(body) ?? this.#written(id, body)) }
  }

  #written(channelId: string, body: Record<string, unknown>): Answer {
    return { status: 200, body: this.#world.post(channelId, body).message }
  }

  #bucket(channelId: string): Bucket {
    const known = this.#buckets.get(channelId)
    if (known !== undefined && known.resetsAt > Date.now()) return known
    const { messages, seconds } = this.limit
    const resetsAt = Date.now() + seconds * 1_000
    const bucket = { limit: messages, remaining: messages, resetsAt }
    this.#buckets.set(channelId, bucket)
    return bucket
  }
}

function refusal({ content, nonce }: Record<string, unknown>): Answer | undefined {
  if (typeof content !== 'string' || content.trim() === '') {
    return apiError(400, 50_006, 'Cannot send an empty message')
  }
  const isTooLong = Array.from(content).length > longestContent
  const field = isTooLong ? 'content' : 'nonce'
  if (!isTooLong && (typeof nonce !== 'string' || nonce.length <= 25)) return undefined
  const _errors = [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }]
  const body = { message: 'Invalid Form Body', code: 50_035, errors: { [field]: { _errors } } }
  return { status: 400, body }
}
