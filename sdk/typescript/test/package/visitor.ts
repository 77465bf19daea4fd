import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type ChatFrame, chatPath } from '../../../../src/generated/chat.ts'

const answerMs = 15_000

/** A visitor of the web chat, who comes back when the gateway was away. */
export class Visitor {
  readonly #url: string
  #token: string | undefined
  #socket: WebSocket | undefined
  readonly #accepted = new Set<string>()
  /** What the visitor was brought, by the id of the message. */
  readonly heard = new Map<string, string>()

  constructor(url: string) {
    this.#url = url
  }

  /** Says it until it is taken; the id makes it one message. */
  async say(id: string, text: string): Promise<void> {
    const until = Date.now() + answerMs
    while (!this.#accepted.has(id)) {
      if (Date.now() > until) throw new Error(`${text} was not taken.`)
      try {
        const socket = await this.#connected()
        socket.send(JSON.stringify({ type: 'say', id, text }))
        for (let look = 0; look < 100 && !this.#accepted.has(id); look += 1) {
          if (socket.readyState !== WebSocket.OPEN) break
          await sleep(10)
        }
      } catch {
        await sleep(100)
      }
    }
  }

  async look(): Promise<void> {
    await this.#connected()
  }

  close(): void {
    this.#socket?.terminate()
  }

  async #connected(): Promise<WebSocket> {
    if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket
    const target = new URL(chatPath, this.#url)
    target.protocol = 'ws:'
    const socket = new WebSocket(target)
    socket.on('error', () => undefined)
    const welcomed = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as ChatFrame
        this.#take(frame)
        if (frame.type === 'welcome') resolve()
      })
    })
    const closed = once(socket, 'close').then(() => {
      throw new Error('The socket was closed.')
    })
    closed.catch(() => undefined)
    await Promise.race([once(socket, 'open'), closed])
    const token = this.#token === undefined ? {} : { token: this.#token }
    socket.send(JSON.stringify({ type: 'hello', ...token }))
    await Promise.race([welcomed, closed])
    this.#socket = socket
    return socket
  }

  #take(frame: ChatFrame): void {
    if (frame.type === 'accepted') this.#accepted.add(frame.id)
    if (frame.type === 'message') this.#hear(frame.message)
    if (frame.type !== 'welcome') return
    this.#token = frame.token
    for (const message of frame.messages) this.#hear(message)
  }

  #hear({ id, text }: { id: string; text: string }): void {
    this.heard.set(id, text)
  }
}
