import { validateHeaderName, validateHeaderValue } from 'node:http'
import { ToolFailure } from '../tool.ts'
import { urlFailure } from './failure.ts'
import { maxBytes } from './limits.ts'

/** What a caller may ask for; has passed the tool's schema. */
export interface FetchParams {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  as?: 'text' | 'raw'
  maxBytes?: number
}

export interface Outgoing {
  url: URL
  method: 'GET' | 'POST'
  /** By lower-case name, those that the caller gave. */
  headers: ReadonlyMap<string, string>
  body: Buffer | undefined
}

/** They belong to the connection, the host or the body: another value would make another request of it. */
const kept = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** @throws ToolFailure that names what is wrong */
export function readRequest(params: FetchParams): Outgoing {
  const { url, method = 'GET', headers = {}, body } = params
  const parsed = URL.parse(url)
  if (parsed === null) throw urlFailure('is not a URL')
  return { url: parsed, method, headers: readHeaders(headers), body: readBody(method, body) }
}

function readHeaders(headers: Record<string, string>): Map<string, string> {
  const read = new Map<string, string>()
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase()
    const problem = read.has(key) ? 'is given twice' : headerProblem(key, value)
    if (problem !== undefined) throw new ToolFailure(problem, { parameter: `headers.${name}` })
    read.set(key, value)
  }
  return read
}

function headerProblem(name: string, value: string): string | undefined {
  if (kept.has(name) || name.startsWith('proxy-')) return 'is set by the gateway itself'
  try {
    validateHeaderName(name)
  } catch {
    return 'is not the name of a header'
  }
  try {
    validateHeaderValue(name, value)
  } catch {
    return 'holds a character that no header may hold'
  }
  return undefined
}

function readBody(method: string, body: string | undefined): Buffer | undefined {
  if (method === 'POST') {
    const bytes = Buffer.from(body ?? '')
    if (bytes.length <= maxBytes) return bytes
    throw bodyFailure(`is larger than ${maxBytes} bytes in UTF-8`)
  }
  if (body === undefined) return undefined
  throw bodyFailure('can only be sent with the method POST')
}

const bodyFailure = (reason: string): ToolFailure => new ToolFailure(reason, { parameter: 'body' })
