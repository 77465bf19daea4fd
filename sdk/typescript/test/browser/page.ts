// Runs in a page of another origin than the gateway's, bundled with the SDK; the test calls what is in `trial`.
import {
  ApiError,
  OpenClaw,
  RateLimitedError,
  UnauthorizedError,
  version,
} from '../../src/index.ts'

export interface Target {
  baseUrl: string
  token: string
}

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

const trial = {
  async requests(target: Target) {
    const claw = new OpenClaw(target)
    const { data, requestId } = await claw.health().withResponse()
    const body = { channel: 'support', userId: 'page', message: 'Grüße 👋' }
    const idempotencyKey = 'from-a-page'
    const first = await claw.messages.send(body, { idempotencyKey })
    const again = await claw.messages.send(body, { idempotencyKey }).withResponse()
    const users: string[] = []
    for await (const { userId } of claw.sessions.list({ limit: 1 })) users.push(userId)
    return {
      sameVersion: data.version === version,
      requestId,
      same: again.data.id === first.id,
      replayed: again.response.headers.get('idempotent-replayed'),
      users,
    }
  },

  async refusals(target: Target) {
    const claw = new OpenClaw(target)
    const wrong = await failure(claw.withOptions({ token: 'wrong' }).status())
    const forbidden = await failure(claw.config.get())
    return [wrong, forbidden].map((error) => ({
      unauthorized: error instanceof UnauthorizedError,
      ...(error instanceof ApiError
        ? { status: error.status, code: error.code, requestId: error.requestId }
        : { error: String(error) }),
    }))
  },

  async limit(target: Target) {
    const claw = new OpenClaw({ ...target, maxRetries: 0 })
    for (let call = 0; call < 1_000; call += 1) {
      const error = await failure(claw.channels.list())
      if (error instanceof RateLimitedError) {
        return { retryAfterMs: error.retryAfterMs, requestId: error.requestId }
      }
      if (error !== undefined) throw error as Error
    }
    return undefined
  },

  /** Reads on until it has this many messages, over the page's own WebSocket. */
  async events(target: Target, { after, count }: { after: number; count: number }) {
    const ids: number[] = []
    const texts: string[] = []
    const sockets: string[] = []
    const Own = globalThis.WebSocket
    class Counted extends Own {
      constructor(url: string) {
        super(url)
        sockets.push(url)
      }
    }
    const claw = new OpenClaw({ ...target, WebSocket: Counted })
    for await (const event of claw.events({ after })) {
      ids.push(event.id)
      if (event.type === 'message:received') texts.push(event.payload.message)
      if (texts.length === count) break
    }
    return { ids, texts, sockets: sockets.length }
  },

  /** Answers until it has answered this many. */
  async bot(target: Target, count: number) {
    const claw = new OpenClaw(target)
    let answered = 0
    const bot = claw.on('message:received', async (message, reply) => {
      await reply(`You said: ${message.message}`)
      answered += 1
    })
    for (let look = 0; answered < count && look < 1_000; look += 1) await later(20)
    bot.close()
    await bot.closed
    return answered
  },
}

export type Trial = typeof trial

Object.assign(globalThis, { trial })

async function failure(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call
    return undefined
  } catch (error) {
    return error
  }
}
