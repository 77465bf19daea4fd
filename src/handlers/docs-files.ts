import { readdir, readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { notFound } from '../kernel/errors.ts'

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

export interface DocsFile {
  text: string
  type: DocsFileType
  headers: { 'Cache-Control': string; 'Content-Security-Policy'?: string }
}

/** Written when the packages are installed, so that it is there without being kept with the sources. */
const site = join(dirname(findPackageJSON(import.meta.url) ?? '.'), 'site')

/** @throws GatewayError `notFound` for what the documentation does not have, or where it was not built */
export async function readDocsFile(name: string): Promise<DocsFile> {
  const type = types[extname(name) as keyof typeof types] as DocsFileType | undefined
  const names = await readdir(site).catch(() => [])
  // A name of the list, and no path of a caller's making.
  const own = names.find((listed) => listed === name)
  if (type === undefined || own === undefined) throw notFound('file', name)
  const text = await readFile(join(site, own), 'utf8')
  return { text, type, headers: { 'Cache-Control': 'no-cache' } }
}
