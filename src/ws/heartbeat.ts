import type { WebSocket } from 'ws'

/** Pings every client, and ends the one that has not answered by the next ping. */
export class Heartbeat {
  readonly #clients: ReadonlySet<WebSocket>
  readonly #silent = new WeakSet<WebSocket>()
  readonly #timer: NodeJS.Timeout

  constructor(clients: ReadonlySet<WebSocket>, intervalMs: number) {
    this.#clients = clients
    this.#timer = setInterval(() => {
      this.#beat()
    }, intervalMs).unref()
  }

  watch(client: WebSocket): void {
    client.on('pong', () => this.#silent.delete(client))
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #beat(): void {
    for (const client of this.#clients) {
      if (this.#silent.has(client)) client.terminate()
      else {
        this.#silent.add(client)
        client.ping()
      }
    }
  }
}
