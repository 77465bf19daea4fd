import type { WebSocket } from 'ws'
import type { Gateway } from '../gateway/gateway.ts'
import type { ChatFrame, ChatFrames, VisitorFrame, VisitorFrames } from '../generated/chat.ts'
import type { ChatMessage } from '../generated/types.ts'
import { GatewayError, internal } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { newVisitorToken, visitorIdOf } from '../kernel/visitor.ts'
import type { ChatFeed } from './chat-feed.ts'
import { faultOfChatFrame, parseVisitorFrame, toChatMessage } from './chat-frames.ts'
import { newestWithin } from './chat-history.ts'
import { type Closing, closing, wrongFrame } from './close-codes.ts'
import { Pace } from './pace.ts'

const historyLength = 100
const maxWaitingSays = 32
/** Refusals for the rate of what they say, in a row. More cost a new connection, and these have a budget too. */
const maxRefusedSays = 10
/** Live messages that may wait while one thing is looked up or stored. */
const maxHeld = 1000

export interface VisitorOptions {
  socket: WebSocket
  chat: Gateway['chat']
  feed: ChatFeed
  log: Log
  /** Draws on the budget of the visitor's address. @throws GatewayError `rateLimited` */
  takeSay: () => Promise<void>
  helloMs: number
  /** Bytes that may wait for this visitor. */
  maxBuffered: number
}

/**
 * One connection of a visitor. What they ask for is done in order, one after the other; live messages wait meanwhile, so that
 * none falls between the history and what comes after it, and none overtakes the answer to what it was said by.
 */
export class Visitor {
  readonly #options: VisitorOptions
  readonly #helloTimer: NodeJS.Timeout
  #userId: string | undefined
  #work: Promise<void> = Promise.resolve()
  #waitingSays = 0
  #refusedSays = 0
  readonly #pings = new Pace({ everyMs: 5000, atOnce: 6 })
  #held: ChatMessage[] | undefined
  /** The ids that came with the history; the log may tell of them once more. */
  #known: ReadonlySet<string> = new Set()
  #unfollow: () => void = () => undefined

  constructor(options: VisitorOptions) {
    this.#options = options
    const { socket, helloMs } = options
    this.#helloTimer = setTimeout(() => {
      this.#close(closing.noHello)
    }, helloMs)
    socket.on('message', (data, isBinary) => {
      // After a close from our side a client may still send.
      if (socket.readyState !== socket.OPEN) return
      const parsed = parseVisitorFrame(data, isBinary)
      if ('fault' in parsed) this.#close(wrongFrame(parsed.fault))
      else this.#hear(parsed.frame)
    })
    // ws has answered it by now: also these answers have a bound.
    socket.on('ping', () => {
      if (!this.#pings.take()) this.#close(closing.tooManyPings)
    })
    socket.once('close', () => {
      clearTimeout(this.#helloTimer)
      this.#unfollow()
    })
  }

  /** Resolves when what they have said until now is stored or refused. */
  get settled(): Promise<void> {
    return this.#work
  }

  #hear(frame: VisitorFrame): void {
    if (frame.type === 'hello') this.#hello(frame)
    else if (this.#userId === undefined) this.#close(wrongFrame(`${frame.type}: before hello`))
    else if (frame.type === 'say') this.#queueSay(this.#userId, frame)
    else if (this.#pings.take()) this.#send({ type: 'pong' })
    else this.#close(closing.tooManyPings)
  }

  #hello({ token = newVisitorToken() }: VisitorFrames['hello']): void {
    if (this.#userId !== undefined) {
      this.#close(wrongFrame('hello: once'))
      return
    }
    clearTimeout(this.#helloTimer)
    const userId = visitorIdOf(token)
    this.#userId = userId
    // Before the history is read: what is stored after that comes from here.
    this.#unfollow = this.#options.feed.follow(userId, (message) => {
      this.#follow(message)
    })
    this.#inTurn(() => this.#welcome(token, userId))
  }

  #queueSay(userId: string, said: VisitorFrames['say']): void {
    if (this.#waitingSays === maxWaitingSays) {
      this.#close(closing.tooManySays)
      return
    }
    this.#waitingSays += 1
    this.#inTurn(async () => {
      const answer = await this.#receive(userId, said)
      this.#send(answer)
      this.#waitingSays -= 1
      const isTooFast = answer.type === 'refused' && answer.code === 'RATE_LIMITED'
      this.#refusedSays = isTooFast ? this.#refusedSays + 1 : 0
      if (this.#refusedSays === maxRefusedSays) this.#close(closing.tooManyRefused)
    })
  }

  async #welcome(token: string, userId: string): Promise<void> {
    const { chat } = this.#options
    const { title, greeting } = chat.describe()
    const history = await chat.history(userId, historyLength)
    this.#known = new Set(history.map(({ id }) => id))
    const right = history.map(toChatMessage).filter((message) => this.#isRight(message))
    const messages = newestWithin(right, this.#options.maxBuffered)
    const shown = greeting === undefined ? { title } : { title, greeting }
    this.#send({ type: 'welcome', token, userId, ...shown, messages })
  }

  /** One stored message that breaks the contract would else keep its visitor out for ever. */
  #isRight(message: ChatMessage): boolean {
    const fault = faultOfChatFrame({ type: 'message', message })
    if (fault === undefined) return true
    this.#options.log.error(
      { messageId: message.id, fault },
      'a stored message breaks the contract and is not sent',
    )
    return false
  }

  /** Stores what they say. @returns the answer */
  async #receive(
    userId: string,
    { id, text }: VisitorFrames['say'],
  ): Promise<ChatFrames['accepted' | 'refused']> {
    try {
      await this.#options.takeSay()
      const message = await this.#options.chat.receive(userId, { id, text })
      const accepted: ChatFrames['accepted'] = {
        type: 'accepted',
        id,
        message: toChatMessage(message),
      }
      const fault = faultOfChatFrame(accepted)
      // Of a repeat, which finds what is stored. A connection that ends would only make the visitor say it again.
      if (fault !== undefined) throw internal(new Error(`message ${message.id}: ${fault}`))
      return accepted
    } catch (error) {
      const known = error instanceof GatewayError ? error : internal(error)
      const { code, message, retryAfter } = known
      if (code === 'INTERNAL_ERROR') {
        this.#options.log.error({ err: known, userId }, 'what a visitor said could not be stored')
      }
      const wait = retryAfter === undefined ? {} : { retryAfter }
      return { type: 'refused', id, code, message: message.slice(0, 4000), ...wait }
    }
  }

  #inTurn(task: () => Promise<void>): void {
    this.#held ??= []
    this.#work = this.#work.then(async () => {
      this.#held ??= []
      try {
        await task()
      } catch (error) {
        this.#options.log.error({ err: error }, 'a visitor of the web chat could not be served')
        this.#close(closing.failed)
      }
      const held = this.#held
      this.#held = undefined
      for (const message of held) this.#follow(message)
    })
  }

  #follow(message: ChatMessage): void {
    if (this.#known.has(message.id)) return
    if (this.#held === undefined) this.#send({ type: 'message', message })
    else if (this.#held.push(message) > maxHeld) this.#close(closing.slowVisitor)
  }

  #send(frame: ChatFrame): void {
    const { socket, log, maxBuffered } = this.#options
    if (socket.readyState !== socket.OPEN) return
    const fault = faultOfChatFrame(frame)
    if (fault !== undefined) {
      log.error({ frame: frame.type, fault }, 'a frame of the web chat breaks the contract')
      this.#close(closing.failed)
    } else if (socket.bufferedAmount > maxBuffered) this.#close(closing.slowVisitor)
    else socket.send(JSON.stringify(frame))
  }

  #close({ code, reason }: Closing): void {
    this.#options.socket.close(code, reason)
  }
}
