import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import {
  type ChatFrame,
  type ChatFrames,
  chatPath,
  type VisitorFrame,
} from '../../src/generated/chat.ts'
import type { ErrorResponse } from '../../src/generated/types.ts'
import { judgeFrame } from '../contract/frames.ts'
import type { TestServer } from './server.ts'

export interface ChatOptions {
  origin?: string
  headers?: Record<string, string>
  path?: string
  autoPong?: boolean
}

/** A visitor of the web chat, that keeps all it is sent, and fails the test over what is not as spec/asyncapi.yaml has it. */
export class ChatClient implements AsyncDisposable {
  readonly frames: ChatFrame[] = []
  readonly socket: WebSocket
  readonly closed: Promise<{ code: number; reason: string }>

  private constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
      })
    })
    socket.on('error', () => undefined)
    socket.on('message', (frame: Buffer) => {
      judgeFrame('answerVisitor', frame.toString())
      this.frames.push(JSON.parse(frame.toString()) as ChatFrame)
    })
  }

  /** Connected, and silent. */
  static async open(url: string, options: ChatOptions = {}): Promise<ChatClient> {
    const socket = connect(url, options)
    const client = new ChatClient(socket)
    const refused = once(socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>
    const failure = refused.then(([, response]) => {
      throw new Error(`The upgrade was refused: ${response.statusCode ?? 0}`)
    })
    await Promise.race([once(socket, 'open'), failure])
    return client
  }

  /** Welcomed, as somebody new or as who has this token. */
  static async join(url: string, token?: string, options: ChatOptions = {}): Promise<ChatClient> {
    const client = await ChatClient.open(url, options)
    client.#sendRight({ type: 'hello', ...(token === undefined ? {} : { token }) })
    await client.welcome()
    return client
  }

  /** Anything, also what the contract does not allow. */
  send(frame: unknown): void {
    this.socket.send(JSON.stringify(frame))
  }

  #sendRight(frame: VisitorFrame): void {
    judgeFrame('hearVisitor', JSON.stringify(frame))
    this.send(frame)
  }

  all<T extends keyof ChatFrames>(type: T): ChatFrames[T][] {
    return this.frames.filter((frame): frame is Extract<ChatFrame, ChatFrames[T]> => {
      return frame.type === type
    })
  }

  async welcome(): Promise<ChatFrames['welcome']> {
    await expect.poll(() => this.all('welcome').length).toBe(1)
    const [welcome] = this.all('welcome')
    if (welcome === undefined) throw new Error('There was no welcome.')
    return welcome
  }

  /** @returns the answer */
  async say(id: string, text: string): Promise<ChatFrames['accepted' | 'refused']> {
    const before = this.#answers(id).length
    this.#sendRight({ type: 'say', id, text })
    await expect.poll(() => this.#answers(id).length, { timeout: 10_000 }).toBeGreaterThan(before)
    const answer = this.#answers(id)[before]
    if (answer === undefined) throw new Error('There was no answer.')
    return answer
  }

  #answers(id: string): ChatFrames['accepted' | 'refused'][] {
    return [...this.all('accepted'), ...this.all('refused')].filter((answer) => answer.id === id)
  }

  /** The texts that came live, in order. */
  get texts(): string[] {
    return this.all('message').map(({ message }) => message.text)
  }

  /** All ids of messages that this visitor was brought, by the history and live. */
  get broughtIds(): string[] {
    const history = this.all('welcome').flatMap(({ messages }) => messages)
    return [...history, ...this.all('message').map(({ message }) => message)].map(({ id }) => id)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close()
    await this.closed
  }
}

/** How the server refuses this upgrade over HTTP. */
export async function chatRefusal(
  url: string,
  options: ChatOptions = {},
): Promise<{ status: number | undefined; body: ErrorResponse }> {
  const socket = connect(url, options)
  socket.on('error', () => undefined)
  const refused = once(socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>
  const opened = once(socket, 'open').then(() => {
    socket.terminate()
    throw new Error('The upgrade was not refused.')
  })
  const [, response] = await Promise.race([refused, opened])
  return { status: response.statusCode, body: (await json(response)) as ErrorResponse }
}

function connect(url: string, { path = chatPath, origin, ...options }: ChatOptions): WebSocket {
  const target = new URL(path, url)
  target.protocol = 'ws:'
  return new WebSocket(target, { ...options, ...(origin === undefined ? {} : { origin }) })
}

/** The operator writes to a visitor. */
export async function answer(server: TestServer, userId: string, message: string): Promise<void> {
  const response = await server.fetch('/api/messages', {
    json: { channel: 'webchat', userId, message },
  })
  expect(response.status).toBe(202)
  await response.arrayBuffer()
}
