import express, { type Request, type RequestHandler, type Response } from 'express'
import { HttpError } from './errors.ts'
import { parseJson } from './json.ts'
import { through } from './middleware.ts'

const maxBytes = 1_048_576

const readRaw: RequestHandler = express.raw({ type: () => true, limit: maxBytes })

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
  return { raw, value: parseJson(raw), type }
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
