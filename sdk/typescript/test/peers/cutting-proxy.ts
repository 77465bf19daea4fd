import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Peer } from './peer-server.ts'

/** A TCP proxy in front of a server, that can cut event streams, in the middle of a frame too, and hinder them in other ways. */
export class CuttingProxy implements Peer {
  /** How many sockets of event streams were cut. */
  cuts = 0
  /** How many event streams were opened in all. */
  opened = 0
  /** How many upgrades were asked for, and of those with the token in their address. */
  upgrades = 0
  tokensInAddress = 0
  readonly #target: URL
  readonly #server: Server
  readonly #all = new Set<Socket>()
  readonly #clients = new Set<Socket>()
  /** The client's side of each event stream, with the server's. */
  readonly #streams = new Map<Socket, Socket>()
  readonly #swallowed = new Set<Socket>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #closing = new AbortController()
  #life: (() => number) | undefined
  #isBlocked = false
  #isSwallowing = false

  constructor(target: string) {
    this.#target = new URL(target)
    this.#server = createServer((client) => {
      this.#serve(client)
    })
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** How many event streams are open. */
  get streams(): number {
    return this.#streams.size
  }

  /** How many connections there are, of whatever kind. */
  get connections(): number {
    return this.#clients.size
  }

  /** How many connections wait for an answer to their upgrade that never comes. */
  get swallowed(): number {
    return this.#swallowed.size
  }

  /** Cuts each event stream that many milliseconds after it was opened, at random between the two. */
  cutEach(shortestMs: number, longestMs: number): void {
    this.#life = () => shortestMs + Math.random() * (longestMs - shortestMs)
  }

  /** Cuts those that are open now. */
  cut(): void {
    for (const client of this.#streams.keys()) this.#cut(client)
  }

  /** Resolves when so many have been cut; rejects when the proxy is closed before that. */
  async reachCuts(count: number): Promise<void> {
    while (this.cuts < count) {
      await sleep(1, undefined, { signal: this.#closing.signal })
    }
  }

  /** Those that are open then are not cut either. */
  stopCutting(): void {
    this.#life = undefined
    for (const timer of this.#timers) clearTimeout(timer)
  }

  /** Whether event streams are cut off from now on before they are one. */
  block(isBlocked: boolean): void {
    this.#isBlocked = isBlocked
  }

  /** Whether upgrades are taken from now on and never answered. */
  swallow(isSwallowing: boolean): void {
    this.#isSwallowing = isSwallowing
  }

  /** From now on nothing comes through on the streams that are open, and they stay open. */
  freeze(): void {
    for (const [client, upstream] of this.#streams) {
      upstream.unpipe(client)
      client.removeAllListeners('data')
      client.removeAllListeners('end')
      for (const socket of [client, upstream]) socket.resume()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    for (const socket of this.#all) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #serve(client: Socket): void {
    this.#clients.add(client)
    const upstream = connect(Number(this.#target.port), this.#target.hostname)
    for (const socket of [client, upstream]) {
      this.#all.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        for (const sockets of [this.#all, this.#clients, this.#streams, this.#swallowed])
          sockets.delete(client)
        this.#all.delete(upstream)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (chunk: Buffer) => {
      // A connection that has served requests may become a stream.
      const isUpgrade = chunk.toString('latin1', 0, 8) === 'GET /ws?'
      if (isUpgrade) this.#count(chunk)
      if (isUpgrade && this.#isBlocked) client.destroy()
      else if (isUpgrade && this.#isSwallowing) this.#swallowed.add(client)
      else upstream.write(chunk)
    })
    client.once('end', () => upstream.end())
    upstream.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1', 0, 12) === 'HTTP/1.1 101') this.#track(client, upstream)
    })
    upstream.pipe(client)
  }

  #count(upgrade: Buffer): void {
    this.upgrades += 1
    const line = upgrade.toString('latin1', 0, upgrade.indexOf('\r\n'))
    if (line.includes('access_token=')) this.tokensInAddress += 1
  }

  #cut(client: Socket): void {
    this.cuts += 1
    client.destroy()
  }

  #track(client: Socket, upstream: Socket): void {
    this.opened += 1
    this.#streams.set(client, upstream)
    if (this.#life === undefined) return
    const timer = setTimeout(() => {
      this.#cut(client)
    }, this.#life())
    this.#timers.add(timer)
    client.once('close', () => {
      clearTimeout(timer)
      this.#timers.delete(timer)
    })
  }
}

export async function openCuttingProxy(target: string): Promise<CuttingProxy> {
  const proxy = new CuttingProxy(target)
  await proxy.listen()
  return proxy
}
