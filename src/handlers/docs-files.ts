import { readdir, readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { GatewayError, notFound } from '../kernel/errors.ts'

/** Of the files that `npm run docs` writes, by their names' ends. */
const types = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.txt': 'text/plain',
  '.svg': 'image/svg+xml',
  '.yaml': 'application/yaml',
  '.json': 'application/json',
} as const

type DocsFileType = (typeof types)[keyof typeof types]

/** The pages refer to each other by name alone, so that they can lie anywhere; from `/docs` itself those names would lead astray. */
export const docsEntry = `<!doctype html><html lang="en"><title>OpenClaw HTTP API</title>
<meta http-equiv="refresh" content="0; url=/docs/index.html"><a href="/docs/index.html">Documentation</a></html>`

export interface DocsFile {
  /** One for all who ask: the largest is 4 MB, and whoever reads slowly would keep one of their own. */
  content: Buffer
  type: DocsFileType
  headers: { 'Cache-Control': string; 'Content-Security-Policy': string }
}

/**
 * Each page runs only the scripts beside it, and asks only this gateway. Scalar, which the HTTP reference is made with, puts its
 * styles into the page by script: without `'unsafe-inline'` for styles it has none. Nothing needs it for scripts, or `eval`.
 */
const policyOf = (name: string): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${name === 'http.html' ? ` 'unsafe-inline'` : ''}`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')

/** Named after its version or its content, so another content has another name. */
const isForEver = (name: string): boolean => /-([0-9a-f]{12}|\d+\.\d+\.\d+)\.(js|css)$/.test(name)

/** Written when the packages are installed, so that it is there without being kept with the sources. */
const site = join(dirname(findPackageJSON(import.meta.url) ?? '.'), 'site')

let files: Promise<Map<string, DocsFile>> | undefined

/** @throws GatewayError `notFound` for what the documentation does not have, or where there is none of this contract */
export async function readDocsFile(name: string): Promise<DocsFile> {
  const all = await (files ??= readSite())
  if (all.size === 0) files = undefined
  const found = all.get(name)
  if (found !== undefined) return found
  if (all.size > 0) throw notFound('file', name)
  throw new GatewayError(
    'notFound',
    'The documentation was not built, or from another contract. `npm run docs` builds it.',
  )
}

/** Empty where it was not built, or was built from another contract than the one that is enforced. */
async function readSite(): Promise<Map<string, DocsFile>> {
  const names = await readdir(site).catch(() => [])
  const read = new Map<string, DocsFile>()
  for (const name of names) {
    const type = types[extname(name) as keyof typeof types] as DocsFileType | undefined
    if (type !== undefined) read.set(name, describe(name, type, await readFile(join(site, name))))
  }
  const sources = await import('../generated/sources.ts')
  const isCurrent =
    read.get('openapi.yaml')?.content.toString() === sources.openapiYaml &&
    read.get('asyncapi.yaml')?.content.toString() === sources.asyncapiYaml
  return isCurrent ? read : new Map<string, DocsFile>()
}

const describe = (name: string, type: DocsFileType, content: Buffer): DocsFile => ({
  content,
  type,
  headers: {
    'Cache-Control': isForEver(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': policyOf(name),
  },
})
