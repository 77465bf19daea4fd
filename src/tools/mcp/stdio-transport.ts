import { once } from 'node:events'
import { serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js'
import { type JSONRPCMessage, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js'
import type { ProcessTree } from '../process-tree.ts'
import { bounds } from './bounds.ts'
import { FloodGate } from './flood-gate.ts'
import { LineReader } from './line-reader.ts'
import {
  flooding,
  floodingBytes,
  type ServerTransport,
  tooComplex,
  tooLarge,
  type TransportEvents,
} from './transport.ts'

/** @returns for how many milliseconds nothing more is to be read */
type StderrTaker = (chunk: Buffer) => number

const leftBrace = 0x7b
const leftBracket = 0x5b

/** How long a process that closed a stream may take to end, which tells more; and one that ended, to close its streams. */
const lastWordsMs = 250

/**
 * Speaks to a process over its standard input and output, a message a line. The SDK's own starts the process itself, ends only that
 * one, and not those that it started; it also takes a long line for a passing error.
 */
export class StdioTransport implements ServerTransport {
  onclose?: (() => void) | undefined
  onerror?: ((error: Error) => void) | undefined
  onmessage?: ((message: JSONRPCMessage) => void) | undefined
  readonly #tree: ProcessTree
  readonly #onLost: TransportEvents['onLost']
  readonly #gate = new FloodGate()
  readonly #lines = new LineReader(bounds.messageBytes)
  /** Why it is away; empty when we ended it. */
  #over: string | undefined
  #hasExited = false
  #timer: NodeJS.Timeout | undefined
  #stderrTimer: NodeJS.Timeout | undefined

  constructor(
    tree: ProcessTree,
    { onLost, onStderr }: Pick<TransportEvents, 'onLost'> & { onStderr: StderrTaker },
  ) {
    this.#tree = tree
    this.#onLost = onLost
    const { child } = tree
    child.stdin.once('close', () => {
      this.#suspect('It closed its standard input.')
    })
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      stream.on('error', () => {
        this.#suspect('A stream to it broke.')
      })
    }
    child.stderr.on('data', (chunk: Buffer) => {
      const pauseMs = onStderr(chunk)
      if (pauseMs === 0 || this.#hasExited || this.#over !== undefined) return
      child.stderr.pause()
      this.#stderrTimer = setTimeout(() => child.stderr.resume(), pauseMs)
    })
    child.once('exit', (code, signal) => {
      this.#exited(code === null ? `signal ${signal ?? 'unknown'}` : `exit code ${code}`)
    })
  }

  start(): Promise<void> {
    const { stdout } = this.#tree.child
    stdout.on('data', (chunk: Buffer) => {
      this.#read(chunk)
    })
    stdout.once('end', () => {
      this.#suspect('It closed its standard output.')
    })
    return this.#over === undefined ? Promise.resolve() : Promise.reject(new Error(this.#over))
  }

  send(message: JSONRPCMessage): Promise<void> {
    const { stdin } = this.#tree.child
    if (this.#over !== undefined) return Promise.reject(new Error('The server is away.'))
    const line = serializeMessage(message)
    if (stdin.writableLength + line.length > bounds.unreadBytes) {
      this.#lose('It does not read what is sent to it.')
      return Promise.reject(new Error('The server does not read.'))
    }
    this.#gate.sent(message)
    // Not awaited: what fails becomes an error of the stream, and a server that reads slowly is no reason to wait here.
    if (stdin.writable) stdin.write(line)
    return Promise.resolve()
  }

  async close(): Promise<void> {
    this.#end('')
    await this.#kill()
  }

  async finish(deadline: AbortSignal): Promise<void> {
    this.#end('')
    const { child } = this.#tree
    if (child.exitCode === null && child.signalCode === null) {
      child.stdin.end()
      await once(child, 'exit', { signal: deadline }).catch(() => undefined)
    }
    await this.#kill()
  }

  #read(chunk: Buffer): void {
    if (this.#over !== undefined) return
    if (!this.#gate.admitBytes(chunk.length)) {
      this.#lose(floodingBytes)
      return
    }
    for (const line of this.#lines.read(chunk)) {
      if (line === undefined) this.#lose(tooLarge(bounds.messageBytes))
      else if (hasTooManyObjects(line)) this.#lose(tooComplex)
      else if (!this.#gate.admit()) this.#lose(flooding)
      else if (line.trim() !== '') this.#take(line)
      if (this.#isOver()) return
    }
  }

  /** A function, since what the compiler once knows of a property it does not ask again. */
  #isOver(): boolean {
    return this.#over !== undefined
  }

  /** What is no message is left out: many a program prints a greeting. */
  #take(line: string): void {
    try {
      const told: unknown = JSON.parse(line)
      const { data } = JSONRPCMessageSchema.safeParse(told)
      const message = data ?? spoiltAnswer(told)
      if (message !== undefined) {
        this.#gate.received(message)
        return this.onmessage?.(message)
      }
    } catch {
      // As below.
    }
    this.onerror?.(new Error('A line on standard output is not a message of MCP.'))
  }

  #exited(how: string): void {
    const reason = `It ended with ${how}.`
    // What it left behind holds its streams open, and with them what it said last.
    void this.#kill()
    this.#tree.child.stderr.resume()
    this.#tree.child.once('close', () => {
      this.#lose(reason)
    })
    this.#suspect(reason)
    this.#hasExited = true
  }

  /** Away in a moment, if no better reason comes first. */
  #suspect(reason: string): void {
    if (this.#over !== undefined || this.#hasExited) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#lose(reason)
    }, lastWordsMs)
  }

  #lose(reason: string): void {
    if (this.#over !== undefined) return
    this.#onLost(reason)
    this.#end(reason)
    void this.#kill()
  }

  #end(reason: string): void {
    if (this.#over !== undefined) return
    this.#over = reason
    clearTimeout(this.#timer)
    // Whoever still writes must not wait for a reader.
    this.#tree.child.stdout.resume()
    clearTimeout(this.#stderrTimer)
    this.#tree.child.stderr.resume()
    this.onclose?.()
  }

  #kill(): Promise<void> {
    return this.#tree.kill().catch(() => {
      this.onerror?.(new Error('The process could not be ended.'))
    })
  }
}

/** Looked at before it is parsed, which is what takes long. */
function hasTooManyObjects(line: string): boolean {
  if (line.length <= bounds.messageObjects) return false
  let objects = 0
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at)
    if (code === leftBrace || code === leftBracket) objects += 1
  }
  return objects > bounds.messageObjects
}

/** What was to be an answer and is none ends the call that waits for it. */
function spoiltAnswer(told: unknown): JSONRPCMessage | undefined {
  if (typeof told !== 'object' || told === null || 'method' in told) return undefined
  if (!('id' in told) || typeof told.id !== 'number') return undefined
  const error = { code: -32600, message: 'The answer of the server is not one of MCP.' }
  return { jsonrpc: '2.0', id: told.id, error }
}
