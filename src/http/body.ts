import express, { type Request, type RequestHandler, type Response } from 'express'
import { GatewayError, invalid } from '../kernel/errors.ts'
import { HttpError } from './errors.ts'
import { through } from './middleware.ts'

const maxBytes = 1_048_576
/** Deeper than any document of ours; what recurses over a body can rely on it. */
const maxDepth = 64

const readRaw: RequestHandler = express.raw({ type: () => true, limit: maxBytes })
const utf8 = new TextDecoder('utf-8', { fatal: true })

export interface Body {
  raw: Buffer
  /** undefined when there was none. */
  value: unknown
  /** One of the operation's types, without parameters; undefined when there was no body. */
  type: string | undefined
}

const noBody: Body = { raw: Buffer.alloc(0), value: undefined, type: undefined }

/**
 * Reads and parses the body of an operation that takes one; of others nothing is read.
 * @throws HttpError 413, 415; GatewayError `invalid` for what is not JSON, not UTF-8, too deep or a prototype attack
 */
export async function readBody(
  request: Request,
  response: Response,
  types: readonly string[],
): Promise<Body> {
  if (types.length === 0) return noBody
  const type = mediaType(request)
  if (type !== undefined && !types.includes(type)) throw unsupported(types)
  const raw = await collect(request, response)
  if (raw.length === 0) return noBody
  if (type === undefined) throw unsupported(types)
  return { raw, value: parse(raw), type }
}

const mediaType = (request: Request): string | undefined =>
  request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()

const unsupported = (types: readonly string[]): HttpError =>
  new HttpError(415, {
    field: 'header.content-type',
    rule: 'contentType',
    message: `must be ${types.join(' or ')}`,
  })

async function collect(request: Request, response: Response): Promise<Buffer> {
  await through(readRaw, request, response)
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}

function parse(raw: Buffer): unknown {
  let text: string
  try {
    text = utf8.decode(raw)
  } catch {
    throw invalid({ field: 'body', rule: 'encoding', message: 'must be UTF-8' })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw invalid({
      field: 'body',
      rule: 'json',
      message: `must be JSON: ${error instanceof Error ? error.message : ''}`.slice(0, 500),
    })
  }
  refuseUnsafe(value)
  return value
}

/** Walks without recursion, so that no depth can exhaust the stack. */
function refuseUnsafe(root: unknown): void {
  const open: { value: unknown; path: string; depth: number }[] = [
    { value: root, path: 'body', depth: 0 },
  ]
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { value, path, depth } = item
    if (typeof value === 'string') {
      if (!value.isWellFormed())
        throw unsafe(path, 'encoding', 'must not hold half of a surrogate pair')
    } else if (typeof value === 'object' && value !== null) {
      if (depth === maxDepth) throw unsafe(path, 'maxDepth', `must not be deeper than ${maxDepth}`)
      for (const [key, child] of Object.entries(value)) {
        if (key === '__proto__') throw unsafe(`${path}.__proto__`, 'prototype', 'is not allowed')
        open.push({ value: child, path: `${path}.${key}`, depth: depth + 1 })
      }
    }
  }
}

const unsafe = (field: string, rule: string, message: string): GatewayError =>
  invalid({ field: field.slice(0, 1000), rule, message })
