import { createServer } from 'node:http'
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { languageNames, languages, packageVersion } from '../../scripts/client/languages.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  client,
  copyOfProject,
  pathWithJava,
  projectWithMirror,
  projectWithSpec,
  refusal,
} from './project.ts'

test('ten languages are known, and each has its own names', () => {
  expect(languageNames).toHaveLength(10)
  const names = Object.values(languages).flatMap(({ settings }) => Object.values(settings))
  expect(names).toEqual(
    expect.arrayContaining([
      'openclaw_client',
      'openclaw',
      'ai.openclaw.client',
      'openclaw-client',
      'OpenClaw.Client',
      'OpenClaw\\Client',
      'OpenClawClient',
    ]),
  )
})

test.each([
  ['pyhton', 'Did you mean python?'],
  ['golang', 'Did you mean go?'],
  ['c#', 'Did you mean csharp?'],
  ['C#', 'Did you mean csharp?'],
])('the unknown language %s is answered with the ten and the nearest', async (word, hint) => {
  const message = await refusal([word, 'client'])
  expect(message).toContain(hint)
  expect(message).toContain(languageNames.join(', '))
})

test.each(['cobolscript', 'constructor', '__proto__', 'toString'])(
  'the language %s, which is near to none, is answered with the ten alone',
  async (word) => {
    expect(await refusal([word, 'client'])).toBe(
      `There is no generator for "${word}". There are: ${languageNames.join(', ')}.\n`,
    )
  },
)

test('a missing folder, an unknown flag and a word too many are told with what to type', async () => {
  expect(await refusal(['go'])).toContain('npm run client -- go ./openclaw-client')
  expect(await refusal([])).toContain('npm run client -- <language> <folder>')
  expect(await refusal(['go', 'a', '--fast'])).toContain("'--fast'")
  expect(await refusal(['go', 'a', 'b'])).toContain('b: one language and one folder')
})

// Two clients are made here, each by a linter, a generator and a compiler.
test('a TypeScript client needs no Java, starts where it lies, and is replaced only with --force', async () => {
  const place = await temporaryFolder()
  const folder = join(place, 'new/client')
  expect(await client(['typescript', folder])).toMatchObject({ code: 0, stderr: '' })
  expect((await readdir(folder)).sort()).toEqual([
    '.openclaw-client',
    'dist',
    'package.json',
    'src',
    'tsconfig.json',
  ])
  const { createOpenClawClient } = (await import(join(folder, 'dist/index.js'))) as {
    createOpenClawClient: (options: { baseUrl: string }) => object
  }
  expect(createOpenClawClient({ baseUrl: 'http://127.0.0.1:9' })).toHaveProperty('GET')
  await writeFile(join(folder, 'src/types.ts'), 'stale')

  expect(await refusal(['typescript', folder])).toContain('--force')
  expect(await readFile(join(folder, 'src/types.ts'), 'utf8')).toBe('stale')

  // A link stays, and what it leads to is replaced.
  const link = join(place, 'link')
  await symlink(folder, link)
  expect(await client(['typescript', link, '--force'])).toMatchObject({ code: 0 })
  expect(await readFile(join(folder, 'src/types.ts'), 'utf8')).toContain('listSessions')
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect(await readdir(join(folder, '..'))).toEqual(['client'])
}, 120_000)

test('a folder with something else in it is left alone, also with --force', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'mine.txt'), 'mine')
  expect(await refusal(['typescript', folder, '--force'])).toContain('is not empty')
  expect(await readdir(folder)).toEqual(['mine.txt'])
  expect(await refusal(['typescript', join(folder, 'mine.txt')])).toContain('is a file')
  expect(await refusal(['typescript', join(folder, 'mine.txt/client')])).toContain(
    'lies below a file',
  )
})

test.each([
  ['no YAML', 'paths:', 'paths: [', /openapi\.yaml is no YAML: .*line \d+/],
  ['a reference to nothing', 'schemas/Health', 'schemas/Wealth', /\d+:\d+ +error .*\$ref/],
  ['a type that there is not', 'type: string', 'type: strin', /\d+:\d+ +error/],
  ['no paths', '\npaths:', '\npathz:', /\d+:\d+ +error/],
  ['a parameter without a name', 'name: limit', 'nam: limit', /\d+:\d+ +error/],
  ['no info', 'info:\n', 'inf:\n', /\d+:\d+ +error/],
  ['nothing', /[\s\S]+/, '', /openapi\.yaml is empty/],
])(
  'a spec with %s is told with its place, and nothing is written',
  async (_name, from, to, message) => {
    const project = await projectWithSpec(from, to)
    expect(await refusal(['typescript', join(project, 'client')], { project })).toMatch(message)
    expect(await readdir(project)).not.toContain('client')
  },
)

test.each([
  ['{', "openapitools.json can't be read"],
  ['null', 'openapitools.json needs the texts generator-cli.version'],
  ['{"generator-cli":{"version":7}}', 'openapitools.json needs the texts generator-cli.version'],
])('the broken openapitools.json %s is refused by its name', async (text, message) => {
  const project = await copyOfProject()
  await writeFile(join(project, 'openapitools.json'), text)
  const path = await pathWithJava('17.0.1')
  expect(await refusal(['go', join(project, 'client')], { project, path })).toContain(message)
})

test('without Java, and with one that is too old, it says which is needed and where to get it', async () => {
  const folder = join(await temporaryFolder(), 'client')
  expect(await refusal(['go', folder])).toMatch(/^There is no Java here: .*Java 11 or newer.*\n$/)
  const path = await pathWithJava('1.8.0_392')
  expect(await refusal(['go', folder], { path })).toMatch(
    /^This is Java 8: .*TypeScript needs none/,
  )
  expect(await readdir(join(folder, '..'))).toEqual([])
})

test('without the network and the jar, it says how to get it', async () => {
  const project = await projectWithMirror('http://127.0.0.1:9/none.jar')
  const path = await pathWithJava('17.0.1')
  const message = await refusal(['go', join(project, 'client')], { project, path })
  expect(message).toContain('ECONNREFUSED')
  expect(message).toContain('generator-cli.repository.downloadUrl')
  expect(message).toContain('jars/7.25.0.jar')
})

test('a jar that is not the one we know is deleted and never run', async () => {
  const mirror = createServer((_, response) => void response.end('another jar'))
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void mirror.close())
  const { port } = mirror.address() as AddressInfo
  const project = await projectWithMirror(`http://127.0.0.1:${port}/other.jar`)
  await mkdir(join(project, 'jars'))
  const path = await pathWithJava('17.0.1')
  expect(await refusal(['go', join(project, 'client')], { project, path })).toContain(
    'its SHA-256 is',
  )
  expect(await readdir(join(project, 'jars'))).toEqual([])
})

test('the version is written as each ecosystem takes it', () => {
  expect(packageVersion('python', '2026.02.0')).toBe('2026.2.0')
  expect(packageVersion('python', '2026.12.0-beta.2')).toBe('2026.12.0b2')
  expect(packageVersion('python', '2026.12.0-next.3')).toBe('2026.12.0.dev3')
  expect(packageVersion('ruby', '2026.12.0-beta.2')).toBe('2026.12.0.beta.2')
  expect(packageVersion('rust', '2026.12.0-beta.2')).toBe('2026.12.0-beta.2')
})
