import type { Request, Response } from 'express'
import {
  ipKeyGenerator,
  MemoryStore,
  rateLimit,
  type RateLimitRequestHandler,
} from 'express-rate-limit'
import { operations } from '../generated/operations.ts'
import { GatewayError } from '../kernel/errors.ts'
import { through } from './middleware.ts'

type Limit = (typeof operations)[keyof typeof operations]['limit']
export type Bucket = Limit['bucket']

interface BucketLimiter {
  middleware: RateLimitRequestHandler
  store: MemoryStore
  limit: number
}

/** Whose budget a request draws on. */
export const limitKey = (callerName: string | undefined, address: string): string =>
  callerName === undefined ? `address ${networkOf(address)}` : `token ${callerName}`

/** An IPv6 customer has a whole network; the generator costs 10 µs, so IPv4 goes without. */
export const networkOf = (address: string): string =>
  address.includes(':') ? ipKeyGenerator(address) : address

/** The contract's budgets: one limiter a bucket, one count a token or address. */
export class Limits {
  readonly #buckets = new Map<string, BucketLimiter>()
  readonly #keys = new WeakMap<object, string>()
  readonly #enabled: () => boolean

  constructor(enabled: () => boolean) {
    this.#enabled = enabled
    for (const { limit } of Object.values(operations)) this.#addBucket(limit)
  }

  /** Counts a request and sets the `RateLimit-*` headers. @throws GatewayError `rateLimited` */
  async take(
    bucket: Bucket,
    key: string,
    http: { request: Request; response: Response },
  ): Promise<void> {
    this.#keys.set(http.request, key)
    await through(this.#bucket(bucket).middleware, http.request, http.response)
  }

  /** Counts what is not an Express request. @throws GatewayError `rateLimited` */
  async count(bucket: Bucket, key: string): Promise<void> {
    if (!this.#enabled()) return
    const { store, limit } = this.#bucket(bucket)
    const { totalHits, resetTime } = await store.increment(key)
    const seconds = Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000)
    if (totalHits > limit) throw tooMany(limit, Math.max(1, seconds))
  }

  /** Takes a count back: what another limit has refused does not use up this one. */
  async giveBack(bucket: Bucket, key: string): Promise<void> {
    await this.#bucket(bucket).store.decrement(key)
  }

  close(): void {
    for (const { store } of this.#buckets.values()) store.shutdown()
  }

  #addBucket({ bucket, limit, windowSeconds }: Limit): void {
    if (this.#buckets.has(bucket)) return
    const store = new MemoryStore()
    const middleware = rateLimit({
      windowMs: windowSeconds * 1000,
      limit,
      store,
      standardHeaders: 'draft-6',
      legacyHeaders: false,
      // Its checks warn about proxies; whose address it is we decide ourselves.
      validate: false,
      keyGenerator: (request) => this.#keys.get(request) ?? 'unknown',
      skip: () => !this.#enabled(),
      handler: (_request, response, next) => {
        const seconds = Number(response.getHeader('Retry-After') ?? windowSeconds)
        next(tooMany(limit, Math.max(1, seconds)))
      },
    })
    this.#buckets.set(bucket, { middleware, store, limit })
  }

  #bucket(name: string): BucketLimiter {
    const found = this.#buckets.get(name)
    if (found === undefined) throw new Error(`There is no rate limit ${name}.`)
    return found
  }
}

const tooMany = (limit: number, retryAfter: number): GatewayError =>
  new GatewayError('rateLimited', `Too many requests: ${limit} a minute are allowed.`, {
    retryAfter,
  })
