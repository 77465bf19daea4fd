// Fails when a file tells of the machine it was made on: a path, or the registry that packages came from.
import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Trace {
  what: string
  sign: string | RegExp
  /** The files to look in; all where it is not given. */
  files?: RegExp
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const foreign = new Set([
  ...['node_modules', '.git', 'dist', 'site', 'data', 'coverage', 'test-output', 'api-docs'],
  ...['__pycache__', '.venv', '.mypy_cache', '.pytest_cache', '.ruff_cache'],
])

const traces: Trace[] = [
  { what: 'a path of one machine', sign: /\/work\// },
  {
    what: 'a registry',
    sign: /registry[.](npmjs[.]org|yarnpkg[.]com)|npm[.]pkg[.]github[.]com/,
  },
  { what: 'a resolved URL', sign: /"resolved": "[a-z+]+:/, files: /(^|\/)package-lock[.]json$/ },
  ...ofThisMachine(),
]

const found = (await Promise.all((await files(root)).map(tracesIn))).flat()
if (found.length > 0) {
  console.error(found.join('\n'))
  process.exitCode = 1
}

function ofThisMachine(): Trace[] {
  const home = homedir()
  // Root's home is the same everywhere, and examples of paths may name it.
  const personal = ['/', '/root'].includes(home) ? [] : [`${home}/`]
  const registry = process.env['npm_config_registry']
  const hosts = registry === undefined ? [] : [new URL(registry).host]
  return [...personal, ...hosts].map((text) => ({
    what: 'something of this machine',
    sign: text,
  }))
}

async function files(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const own = entries.filter(({ name }) => !foreign.has(name))
  const folders = own.filter((entry) => entry.isDirectory())
  const nested = await Promise.all(folders.map(({ name }) => files(join(folder, name))))
  const here = own.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  return [...here, ...nested.flat()]
}

async function tracesIn(file: string): Promise<string[]> {
  const path = relative(root, file)
  const wanted = traces.filter((trace) => trace.files?.test(path) ?? true)
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.flatMap((line, index) =>
    wanted
      .filter(({ sign }) => (typeof sign === 'string' ? line.includes(sign) : sign.test(line)))
      .map(({ what }) => `${path}:${String(index + 1)}: ${what}`),
  )
}
