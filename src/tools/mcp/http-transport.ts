import { AsyncLocalStorage } from 'node:async_hooks'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { TransportSendOptions } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import type { McpHttpConfig } from '../../generated/types.ts'
import { bounds } from './bounds.ts'
import { Exchange } from './exchange.ts'
import { FloodGate } from './flood-gate.ts'
import { bytesMeter, eventsMeter, metered, type Meter } from './metered-body.ts'
import {
  flooding,
  floodingBytes,
  lostAnswer,
  type ServerTransport,
  tooLarge,
  type TransportEvents,
} from './transport.ts'

/** Which exchange a request of the SDK is made for, also one that it makes later by itself. */
const currentExchange = new AsyncLocalStorage<Exchange>()

/** The SDK's transport, with bounds for what comes in, and an end for whatever it would wait for in vain. */
export class HttpTransport implements ServerTransport {
  onclose?: (() => void) | undefined
  onerror?: ((error: Error) => void) | undefined
  onmessage?: ((message: JSONRPCMessage) => void) | undefined
  readonly #inner: StreamableHTTPClientTransport
  readonly #events: TransportEvents
  readonly #gate = new FloodGate()
  /** Those that wait for an answer, by the id of their message. */
  readonly #waiting = new Map<number, Exchange>()
  #isOver = false

  constructor({ url, headers }: McpHttpConfig, events: TransportEvents) {
    this.#events = events
    this.#inner = new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers },
      fetch: (to, init) => this.#fetch(to, init),
      // The headers hold secrets, which another origin must not see.
      redirectPolicy: 'same-origin',
    })
  }

  async start(): Promise<void> {
    this.#inner.onmessage = (message) => {
      this.#take(message)
    }
    this.#inner.onerror = (error) => this.onerror?.(error)
    await this.#inner.start()
  }

  setProtocolVersion(version: string): void {
    this.#inner.setProtocolVersion(version)
  }

  async send(message: JSONRPCMessage, options: TransportSendOptions = {}): Promise<void> {
    if (this.#isOver) throw new Error('The server is away.')
    const exchange = this.#exchangeOf(message)
    const onresumptiontoken = (token: string): void => {
      exchange.resumable()
      options.onresumptiontoken?.(token)
    }
    this.#gate.sent(message)
    this.#forgetCancelled(message)
    try {
      await currentExchange.run(exchange, () => this.#inner.send(message, { onresumptiontoken }))
    } catch (error) {
      exchange.end()
      throw error
    }
  }

  async close(): Promise<void> {
    this.#end()
    await this.#inner.close()
  }

  async finish(deadline: AbortSignal): Promise<void> {
    this.#end()
    const { promise: isTime, resolve } = Promise.withResolvers<undefined>()
    deadline.addEventListener('abort', () => {
      resolve(undefined)
    })
    if (!deadline.aborted) {
      await Promise.race([isTime, this.#inner.terminateSession().catch(() => undefined)])
    }
    await this.#inner.close()
  }

  #exchangeOf(message: JSONRPCMessage): Exchange {
    if (!('method' in message && 'id' in message)) {
      const onFailed = (): void => {
        this.#lose('Its event stream ended and can not be opened again.')
      }
      return new Exchange({ isForAnswer: false, onFailed })
    }
    const id = Number(message.id)
    const onFailed = (): void => {
      const error = { code: -32000, message: 'There was no answer.', data: lostAnswer }
      this.onmessage?.({ jsonrpc: '2.0', id, error })
    }
    const exchange = new Exchange({ isForAnswer: true, onFailed })
    this.#waiting.set(id, exchange)
    exchange.signal.addEventListener('abort', () => this.#waiting.delete(id))
    return exchange
  }

  #forgetCancelled(message: JSONRPCMessage): void {
    if (!('method' in message) || message.method !== 'notifications/cancelled') return
    this.#waiting.get(Number(message.params?.['requestId']))?.end()
  }

  #take(message: JSONRPCMessage): void {
    if (this.#isOver) return
    this.#gate.received(message)
    if (!('method' in message)) {
      const id = Number(message.id)
      this.#waiting.get(id)?.answered()
      this.#waiting.delete(id)
    }
    this.onmessage?.(message)
  }

  async #fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const exchange = currentExchange.getStore()
    const isStream = init.method === 'GET'
    if (!isStream || exchange === undefined) return this.#request(url, init, exchange)
    try {
      if (exchange.isDone) return noStream()
      await exchange.resume(init.signal)
      const response = await this.#request(url, init, exchange)
      if (response.ok) exchange.resumed()
      else if (response.status >= 400) exchange.resumeFailed(response.status === 405)
      return response
    } catch (error) {
      // For anything else the SDK would come back.
      if (this.#isOver || exchange.isDone) return noStream()
      exchange.resumeFailed(false)
      throw error
    }
  }

  async #request(
    url: string | URL,
    init: RequestInit,
    exchange: Exchange | undefined,
  ): Promise<Response> {
    const signals = [init.signal, exchange?.signal].filter((signal) => signal != null)
    const signal = AbortSignal.any(signals)
    const response = await fetch(url, { ...init, signal }).catch((error: unknown) => {
      if (!signal.aborted) this.#events.onDoubt()
      throw error
    })
    const isRefused = response.status >= 400 && !(init.method === 'GET' && response.status === 405)
    if (isRefused && init.method !== 'DELETE') this.#events.onDoubt()
    return this.#bounded(response, { signal, exchange })
  }

  #bounded(
    response: Response,
    { signal, exchange }: { signal: AbortSignal; exchange: Exchange | undefined },
  ): Response {
    if (response.body === null) {
      if (response.ok) exchange?.streamOver()
      return response
    }
    const body = metered(response.body, this.#meterOf(response), {
      onTooMuch: () => {
        if (response.ok) this.#lose(tooLarge(bounds.messageBytes))
      },
      onBroken: () => {
        if (!signal.aborted) this.#events.onDoubt()
      },
      onOver: () => {
        if (response.ok) exchange?.streamOver()
      },
    })
    const { status, statusText, headers } = response
    return new Response(body, { status, statusText, headers })
  }

  #meterOf(response: Response): Meter {
    if (!response.ok) return bytesMeter(bounds.errorBytes)
    const isEvents = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (!isEvents) return bytesMeter(bounds.messageBytes)
    const events = eventsMeter(bounds.messageBytes, () =>
      this.#admitted(this.#gate.admit(), flooding),
    )
    return (chunk) =>
      this.#admitted(this.#gate.admitBytes(chunk.byteLength), floodingBytes) && events(chunk)
  }

  #admitted(isAdmitted: boolean, reason: string): boolean {
    if (!isAdmitted) this.#lose(reason)
    return isAdmitted
  }

  #lose(reason: string): void {
    if (this.#isOver) return
    this.#events.onLost(reason)
    void this.close()
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const exchange of this.#waiting.values()) exchange.end()
    this.onclose?.()
  }
}

/** What the SDK takes for a server without such streams: it does not ask again. */
const noStream = () => new Response(null, { status: 405 })
