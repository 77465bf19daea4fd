// The scripts and styles that the pages load, named after their content, so that a browser may keep them for ever.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const sources = new URL('../../web/docs/', import.meta.url)

/** A file's name with a fingerprint of its content. */
export const fingerprinted = (name: string, text: string): string => {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return name.replace(/\.(\w+)$/, `-${hash}.$1`)
}

/** @param entry a file of web/docs */
export async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, sources))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  return outputFiles.map(({ text }) => text).join('')
}

/** Scalar in one file, as its makers built it. */
export async function scalar(): Promise<{ name: string; text: string }> {
  const own = findPackageJSON('@scalar/api-reference', import.meta.url) ?? ''
  const { version } = JSON.parse(await readFile(own, 'utf8')) as { version: string }
  return {
    name: `scalar-${version}.js`,
    text: await readFile(join(dirname(own), 'dist/browser/standalone.js'), 'utf8'),
  }
}
