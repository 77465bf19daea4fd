import type { IncomingHttpHeaders } from 'node:http'
import { ToolFailure } from '../tool.ts'
import { decode } from './charset.ts'
import { contentOf } from './content-type.ts'
import { urlFailure } from './failure.ts'
import { htmlToText } from './html.ts'
import { maxBytes } from './limits.ts'
import type { Network } from './network.ts'
import { type FetchParams, type Outgoing, readRequest } from './request.ts'
import type { AllowedHosts } from './target.ts'
import { type Answer, visit, type VisitOptions } from './visit.ts'

/** What the tool gives. */
export interface FetchResult {
  /** Where the last redirect led. */
  url: string
  status: number
  headers: Record<string, string>
  contentType?: string
  text?: string
  /** Why there is no text. */
  omitted?: string
  /** In bytes, of the body, decompressed, as far as it was read. */
  size?: number
  truncated?: true
}

export interface FetchOptions extends AllowedHosts {
  network: Network
  signal: AbortSignal
}

const maxRedirects = 5
const maxHeaderLength = 1024

const toldHeaders = [
  'content-disposition',
  'content-language',
  'content-length',
  'etag',
  'last-modified',
  'link',
  'location',
  'retry-after',
] as const

/**
 * Asks for a URL, follows its redirects, and makes text of what it gets.
 * @throws ToolFailure; the signal's reason
 */
export async function fetchPage(params: FetchParams, options: FetchOptions): Promise<FetchResult> {
  const { url, answer } = await follow(readRequest(params), {
    ...options,
    maxBytes: params.maxBytes ?? maxBytes,
  })
  const { headers } = answer
  const contentType = headers['content-type']?.slice(0, maxHeaderLength)
  return {
    url: url.href,
    status: answer.status,
    headers: told(headers),
    ...(contentType !== undefined && { contentType }),
    ...(await content({ url, answer, isRaw: params.as === 'raw' }, options.signal)),
  }
}

async function follow(
  first: Outgoing,
  options: VisitOptions,
): Promise<{ url: URL; answer: Answer }> {
  let outgoing = first
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const { url } = outgoing
    const answer = await visit(outgoing, options).catch((error: unknown) => {
      throw redirects === 0 ? error : afterRedirect(url, error)
    })
    if (answer.next === undefined) return { url, answer }
    outgoing = answer.next
  }
  throw urlFailure(`redirects more than ${maxRedirects} times`)
}

const afterRedirect = (url: URL, error: unknown): unknown =>
  error instanceof ToolFailure
    ? urlFailure(`redirects to ${url.protocol}//${url.host}, which ${error.message}`, error.cause)
    : error

async function content(
  { url, answer: { headers, body }, isRaw }: { url: URL; answer: Answer; isRaw: boolean },
  signal: AbortSignal,
): Promise<Pick<FetchResult, 'text' | 'omitted' | 'size' | 'truncated'>> {
  const contentType = headers['content-type'] ?? ''
  const kind = contentOf(contentType, () => body?.bytes ?? Buffer.alloc(0))
  if (body === undefined || kind === 'binary') return { omitted: 'It is not text.' }
  const { bytes, truncated: isCut } = body
  const size = bytes.length
  const text = decode(bytes, { contentType, isCut })
  if (kind === 'text' || isRaw) return { text, size, ...(isCut && { truncated: true }) }
  const read = await htmlToText({ html: text, url: url.href, maxLength: maxBytes }, signal)
  if (read === undefined) {
    return {
      omitted: 'This HTML could not be turned into text; ask for it with "as": "raw".',
      size,
    }
  }
  return { text: read.text, size, ...((isCut || read.truncated) && { truncated: true }) }
}

const told = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    toldHeaders.flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, String(value).slice(0, maxHeaderLength)]]
    }),
  )
