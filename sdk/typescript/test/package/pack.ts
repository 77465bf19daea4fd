import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { command } from './command.ts'

const mostBytes = 12_000
const files = [
  'LICENSE',
  'README.md',
  'dist/index.cjs',
  'dist/index.cjs.map',
  'dist/index.d.cts',
  'dist/index.d.ts',
  'dist/index.js',
  'dist/index.js.map',
  'package.json',
]

/**
 * Builds the package and packs it, as a release does.
 * @returns the tarball's path
 */
export async function pack(folder: string, into: string): Promise<string> {
  const line = ['npm', 'pack', '--json', '--foreground-scripts=false', '--pack-destination', into]
  const output = await command(line, { cwd: folder })
  const [packed] = JSON.parse(output.slice(output.indexOf('['))) as [
    { filename: string; files: { path: string }[] },
  ]
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), files)
  return join(into, packed.filename)
}

/** Nothing of the machine that built it is in what others install. */
export async function staysHere(installed: string, root: string): Promise<string> {
  let bytes = 0
  for (const path of files) {
    const text = await readFile(join(installed, path), 'utf8')
    bytes += (await stat(join(installed, path))).size
    for (const place of [root, homedir()].filter((folder) => folder.length > 1)) {
      const own = place.replace(/\/$/, '')
      assert.ok(!text.includes(`${own}/`), `${path} names ${own}`)
    }
    if (!path.endsWith('.map')) continue
    const { sources, sourcesContent } = JSON.parse(text) as {
      sources: string[]
      sourcesContent: string[]
    }
    assert.deepEqual(
      sources.filter((source) => !source.startsWith('../src/')),
      [],
    )
    assert.equal(sourcesContent.length, sources.length)
  }
  assert.deepEqual((await readdir(installed)).sort(), [
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
  ])
  return `${String(files.length)} files, ${String(bytes)} bytes`
}

/** All of it, with what it depends on, as a bundler puts it into a page. */
export async function size(consumer: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '@openclaw/sdk'`, resolveDir: consumer },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const bundle = outputFiles[0]?.contents ?? new Uint8Array()
  const zipped = gzipSync(bundle, { level: 9 }).length
  assert.ok(zipped < mostBytes, `${String(zipped)} bytes, more than ${String(mostBytes)}`)
  return `${String(bundle.length)} bytes min, ${String(zipped)} bytes min+gzip of at most ${String(mostBytes)}`
}

/** `import` and `require` bring the same names. */
export async function bothWays(consumer: string): Promise<string> {
  const program = (load: string): string =>
    `(${load}).then((sdk) => (new sdk.OpenClaw({ token: 'any' }), console.log(Object.keys(sdk).filter((name) => name !== 'default' && name !== 'module.exports' && name !== '__esModule').sort().join())))`
  const names = async (load: string): Promise<string> =>
    (await command([process.execPath, '-e', program(load)], { cwd: consumer })).trim()
  const imported = await names(`import('@openclaw/sdk')`)
  const required = await names(`Promise.resolve(require('@openclaw/sdk'))`)
  assert.equal(required, imported)
  assert.match(imported, /\bOpenClaw\b/)
  return `${String(imported.split(',').length)} names`
}
