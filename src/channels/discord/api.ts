import { REST, RequestMethod, type ResponseLike, type RouteLike } from '@discordjs/rest'
import {
  AllowedMentionsTypes,
  type APIChannel,
  type APIGatewayBotInfo,
  type APIMessage,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord-api-types/v10'
import type { DiscordConfig } from '../../generated/types.ts'
import { has, isGatewayInfo } from './answers.ts'
import { isId } from './frames.ts'

const timeLimitMs = 15_000
export const pageSize = 100

const notified: Record<DiscordConfig['mentions'], AllowedMentionsTypes[]> = {
  none: [],
  users: [AllowedMentionsTypes.User],
  all: [AllowedMentionsTypes.Everyone, AllowedMentionsTypes.Role, AllowedMentionsTypes.User],
}

/** An answer that Discord does not give: a proxy's page, a hotel's portal, a wrong address. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer'
  readonly status: number

  constructor(status: number) {
    super(`answered ${status} without a body of the Discord API`)
    this.status = status
  }
}

/** How many more calls a route takes until `resetsInMs` from now. */
export interface Allowance {
  remaining: number
  resetsInMs: number
}

interface HeadersRead {
  get(name: string): string | null
}

interface Answer {
  status: number
  headers: HeadersRead
  body: unknown
}

interface Call {
  body?: unknown
  query?: URLSearchParams
  signal: AbortSignal
}

/**
 * What this channel calls. Methods throw `DiscordAPIError`, `HTTPError` (5xx), `RateLimitError`, `ForeignAnswer`, or what `fetch`
 * throws. The client knows Discord's buckets; it never waits for one, nor tries again, so that a message that waits is seen to.
 */
export class DiscordApi {
  readonly #config: DiscordConfig
  readonly #rest: REST

  constructor(config: DiscordConfig) {
    this.#config = config
    this.#rest = new REST({
      version: '10',
      api: config.apiRoot.replace(/\/+$/, ''),
      retries: 0,
      // Above our own, which holds until the body is read.
      timeout: 2 * timeLimitMs,
      rejectOnRateLimit: () => true,
      makeRequest: fetchOnce,
    })
  }

  /** Milliseconds until the bot, over all routes, may call again. */
  get pausedForMs(): number {
    const { globalRemaining, globalReset } = this.#rest
    return globalRemaining > 0 ? 0 : Math.max(0, globalReset - Date.now())
  }

  async gatewayBot(signal: AbortSignal): Promise<APIGatewayBotInfo> {
    const { body, status } = await this.#call(RequestMethod.Get, Routes.gatewayBot(), { signal })
    if (!isGatewayInfo(body)) throw new ForeignAnswer(status)
    return body
  }

  /** @returns the id of the channel of direct messages with a user */
  async openDm(userId: string, signal: AbortSignal): Promise<string> {
    const { body, status } = await this.#call(RequestMethod.Post, Routes.userChannels(), {
      body: { recipient_id: userId },
      signal,
    })
    if (!has(body, 'id')) throw new ForeignAnswer(status)
    return body.id
  }

  async channel(id: string, signal: AbortSignal): Promise<APIChannel> {
    const { body, status } = await this.#call(RequestMethod.Get, Routes.channel(id), { signal })
    if (!has(body, 'id')) throw new ForeignAnswer(status)
    return body as unknown as APIChannel
  }

  /** @returns a page of the messages that follow one, in any order; fewer when there are no more */
  async messagesAfter(
    channelId: string,
    after: string,
    signal: AbortSignal,
  ): Promise<APIMessage[]> {
    const query = new URLSearchParams({ after, limit: String(pageSize) })
    const route = Routes.channelMessages(channelId)
    const { body, status } = await this.#call(RequestMethod.Get, route, { query, signal })
    if (!Array.isArray(body) || !body.every(isMessage)) throw new ForeignAnswer(status)
    return body
  }

  async createMessage(
    channelId: string,
    { content, nonce }: { content: string; nonce: string },
    signal: AbortSignal,
  ): Promise<Allowance | undefined> {
    const message: RESTPostAPIChannelMessageJSONBody = {
      content,
      nonce,
      enforce_nonce: true,
      allowed_mentions: { parse: notified[this.#config.mentions] },
    }
    const call = { body: message, signal }
    const answer = await this.#call(RequestMethod.Post, Routes.channelMessages(channelId), call)
    if (!has(answer.body, 'id')) throw new ForeignAnswer(answer.status)
    return allowanceIn(answer.headers)
  }

  close(): void {
    this.#rest.clearHashSweeper()
    this.#rest.clearHandlerSweeper()
  }

  async #call(method: RequestMethod, fullRoute: RouteLike, call: Call): Promise<Answer> {
    const limit = new AbortController()
    const timer = setTimeout(() => {
      limit.abort()
    }, timeLimitMs)
    // The client never lets go of a signal that it was given.
    const signal = AbortSignal.any([call.signal, limit.signal])
    try {
      // Set each time: after a 401 the client forgets its token, and that answer may have been a proxy's.
      this.#rest.setToken(this.#config.botToken)
      return await read(await this.#rest.queueRequest({ method, fullRoute, ...call, signal }))
    } catch (error) {
      // The client loses why a signal was aborted.
      throw limit.signal.aborted
        ? new DOMException('The time limit is over.', 'TimeoutError')
        : error
    } finally {
      clearTimeout(timer)
    }
  }
}

async function read(response: ResponseLike): Promise<Answer> {
  const { ok, status, headers } = response
  const text = await response.text()
  if (!ok) throw new ForeignAnswer(status)
  return { status, headers, body: parse(text) }
}

/** The client of the other channels: unlike the library's own it is already there. */
const fetchOnce = (url: string, init: object): Promise<ResponseLike> =>
  fetch(url, { ...init, redirect: 'manual' })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isMessage = (body: unknown): body is APIMessage => has(body, 'id') && isId(body.id)

function allowanceIn(headers: HeadersRead): Allowance | undefined {
  const remaining = Number(headers.get('x-ratelimit-remaining') ?? NaN)
  const resetsInMs = Number(headers.get('x-ratelimit-reset-after') ?? NaN) * 1_000
  return Number.isNaN(remaining) || Number.isNaN(resetsInMs) ? undefined : { remaining, resetsInMs }
}
