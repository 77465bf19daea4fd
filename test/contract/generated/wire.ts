import { Agent, type IncomingMessage, request as send } from 'node:http'
import type { Operation } from './operations.ts'
import type { Request } from './requests.ts'
import type { JudgedAnswer } from '../judge.ts'

/** A request as it is sent. */
export interface Wire {
  method: string
  /** With the query. */
  path: string
  headers: Record<string, string>
  body: Buffer | undefined
}

export function toWire(operation: Operation, request: Request): Wire {
  const { method, headers, body, raw, escapesAll } = request
  const escape = escapesAll ? escapedWhole : encodeURIComponent
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    request.pathIsWritten === true ? (request.path[name] ?? '') : escape(request.path[name] ?? ''),
  )
  const query = request.query
    .map(([name, value, encoded]) => `${name}=${encoded === undefined ? escape(value) : value}`)
    .join('&')
  return {
    method,
    path: query === '' ? path : `${path}?${query}`,
    headers,
    body: bytesOf(raw ?? (body === undefined ? undefined : JSON.stringify(body))),
  }
}

/** Node writes a text and the headers before it as one, in UTF-8, and headers are Latin-1. */
const bytesOf = (body: string | Buffer | undefined): Buffer | undefined =>
  typeof body === 'string' ? Buffer.from(body) : body

/** As nobody writes it, and every server has to read it. */
const escapedWhole = (text: string): string =>
  Buffer.from(text)
    .toString('hex')
    .replaceAll(/../g, (byte) => `%${byte}`)

/** One that takes longer hangs. */
const longestMs = 10_000

/** Sends requests over connections that are kept, and paths as they are written, which `fetch` would tidy up. */
export class Client implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 })
  readonly #url: URL
  readonly #headers: Record<string, string>

  /** @param headers of every request */
  constructor(url: string, headers: Record<string, string>) {
    this.#url = new URL(url)
    this.#headers = headers
  }

  /** @throws Error when no answer comes, or not in time */
  async send(wire: Wire): Promise<JudgedAnswer> {
    const response = await this.#answerTo(wire)
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    return {
      method: wire.method,
      status: response.statusCode ?? 0,
      headers: new Headers(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: Buffer.concat(chunks).toString(),
    }
  }

  #answerTo({ method, path, headers, body }: Wire): Promise<IncomingMessage> {
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const outgoing = send({
        agent: this.#agent,
        hostname,
        port,
        method,
        path,
        headers: { ...this.#headers, ...headers, ...lengthOf(body) },
        signal: AbortSignal.timeout(longestMs),
      })
      let isAnswered = false
      outgoing.once('response', (response) => {
        isAnswered = true
        resolve(response)
      })
      // An answer that comes before all of a large body was sent is an answer all the same.
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        // The server may close a connection that has been idle just when it is used again, as Node's documentation has it.
        if (!isAnswered && outgoing.reusedSocket && error.code === 'ECONNRESET')
          resolve(this.#answerTo({ method, path, headers, body }))
        else reject(error)
      })
      outgoing.end(body)
    })
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }
}

const lengthOf = (body: Buffer | undefined): Record<string, string> =>
  body === undefined ? {} : { 'content-length': String(body.length) }
