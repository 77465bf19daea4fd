import { createHash } from 'node:crypto'
import type { Message, SendMessageRequest } from '../generated/types.ts'
import { conflict, invalid, notFound } from '../kernel/errors.ts'
import type { Store, Tables } from '../store/store.ts'
import { addMessage } from './add-message.ts'
import { toAttempt, toMessage } from './rows.ts'

/** As many as the contract has room for. */
const shownAttempts = 100

/** How long a repeated request gets its first answer. */
const idempotencyMs = 24 * 60 * 60 * 1000

export interface SendOptions {
  /** The name of the token, or of what sends on the gateway's own behalf; keys are kept apart by it. */
  caller: string
  idempotencyKey?: string | undefined
}

export interface OutboxOptions {
  store: Store
  hasChannel: (name: string) => boolean
  /** Told after the commit that a message waits on this channel. */
  onQueued: (channel: string) => void
}

/** Accepts messages for delivery. */
export class Outbox {
  readonly #options: OutboxOptions

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** One message, with the newest attempts to deliver it. */
  async get(id: string): Promise<Message> {
    return this.#options.store.read(async (tables) => {
      const row = await tables.messages.get(id)
      if (row === undefined) throw notFound('message', id)
      if (row.direction === 'inbound') return toMessage(row)
      const attempts = await tables.attempts.list({ messageId: id, limit: shownAttempts })
      return { ...toMessage(row), attempts: attempts.map(toAttempt) }
    })
  }

  /** Resolves when the message is durable: it will then be delivered, whatever happens to this process. */
  async send(
    request: SendMessageRequest,
    options: SendOptions,
  ): Promise<{ message: Message; replayed: boolean }> {
    this.#refuseUnknownChannel(request.channel)
    const answer = await this.#options.store.write((tables) =>
      options.idempotencyKey === undefined
        ? queue(tables, request)
        : queueOnce(tables, request, { ...options, key: options.idempotencyKey }),
    )
    if (!answer.replayed) this.#options.onQueued(request.channel)
    return answer
  }

  #refuseUnknownChannel(name: string): void {
    if (this.#options.hasChannel(name)) return
    throw invalid({
      field: 'body.channel',
      rule: 'configured',
      message: `the channel "${name}" is not configured`,
    })
  }
}

interface Answer {
  message: Message
  replayed: boolean
}

async function queueOnce(
  tables: Tables,
  request: SendMessageRequest,
  { caller, key }: { caller: string; key: string },
): Promise<Answer> {
  const now = Date.now()
  const bodyHash = hashOf(request)
  const first = await tables.idempotency.find({ caller, key, now })
  if (first === undefined) {
    const answer = await queue(tables, request)
    const response = JSON.stringify(answer.message)
    await tables.idempotency.insert({
      caller,
      key,
      bodyHash,
      response,
      expiresAt: now + idempotencyMs,
    })
    return answer
  }
  if (first.bodyHash !== bodyHash) {
    throw conflict({
      field: 'header.idempotency-key',
      rule: 'idempotency',
      message: 'was used before with another body',
    })
  }
  return { message: JSON.parse(first.response) as Message, replayed: true }
}

async function queue(tables: Tables, request: SendMessageRequest): Promise<Answer> {
  const { channel, userId, message } = request
  const row = await addMessage(tables, {
    channel,
    userId,
    message,
    externalId: null,
    senderId: null,
    senderName: null,
    direction: 'outbound',
    status: 'queued',
  })
  return { message: toMessage(row), replayed: false }
}

/** The same request in another order of keys is the same request. */
const hashOf = ({ channel, userId, message }: SendMessageRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([channel, userId, message]))
    .digest('hex')
