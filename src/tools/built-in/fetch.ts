import { maxBytes } from '../fetch/limits.ts'
import type { FetchParams } from '../fetch/request.ts'
import type { Network } from '../fetch/network.ts'
import type { Tool } from '../tool.ts'
import { closedObject } from './schemas.ts'

export interface FetchToolOptions {
  /** Names, or `*.example.com`; undefined allows all. Asked at each call. */
  allowedHosts: () => readonly string[] | undefined
  /** In place of the public internet's; for tests, which only have loopback. */
  network?: Partial<Network>
}

const inputSchema = closedObject(
  {
    url: { type: 'string', minLength: 1, maxLength: 2048, description: 'http or https' },
    method: { enum: ['GET', 'POST'], default: 'GET' },
    headers: {
      type: 'object',
      maxProperties: 32,
      propertyNames: { minLength: 1, maxLength: 128 },
      additionalProperties: { type: 'string', maxLength: 8192 },
      description: 'Not sent on to another origin when there is a redirect',
    },
    body: { type: 'string', maxLength: maxBytes, description: 'Only with POST' },
    as: {
      enum: ['text', 'raw'],
      default: 'text',
      description: 'What to make of HTML: readable text, or the HTML as it came',
    },
    maxBytes: {
      type: 'integer',
      minimum: 1,
      maximum: maxBytes,
      default: maxBytes,
      description: 'The size of the body, decompressed, after which it is cut',
    },
  },
  ['url'],
)

/** Asks the public internet, over HTTP. What it needs is loaded at its first call. */
export const fetchTool = ({ allowedHosts, network }: FetchToolOptions): Tool => ({
  name: 'fetch',
  description: 'Get a page or a text file from the web, or post to a web service',
  inputSchema,
  // A POST may do anything on the other side.
  annotations: { readOnly: false, destructive: true },
  run: async (params, { signal }) => {
    const [{ fetchPage }, { publicInternet }] = await Promise.all([
      import('../fetch/fetch-page.ts'),
      import('../fetch/network.ts'),
    ])
    return await fetchPage(params as unknown as FetchParams, {
      allowedHosts: allowedHosts(),
      network: { ...publicInternet, ...network },
      signal,
    })
  },
})
