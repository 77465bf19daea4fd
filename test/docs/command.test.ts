import { spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { guideOf } from '../../scripts/docs/guides.ts'
import { writeFiles } from '../../scripts/docs/write.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const parts = ['scripts', 'web', 'docs', 'spec', 'bench', 'src', 'package.json', 'redocly.yaml']
const texts = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'sdk']

/** The project as it is, in a folder where it may be broken. */
async function copyOfProject(): Promise<string> {
  const folder = await temporaryFolder()
  for (const part of [...parts, ...texts])
    await cp(join(root, part), join(folder, part), { recursive: true, filter: isSource })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

const isSource = (path: string): boolean => !/\/(node_modules|dist|api-docs)$/.test(path)

function run(folder: string, ...options: string[]): { status: number | null; output: string } {
  const args = [join(folder, 'scripts/docs.ts'), ...options]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

async function breakSpec(folder: string, name: string, change: (text: string) => string) {
  const file = join(folder, 'spec', name)
  await writeFile(file, change(await readFile(file, 'utf8')))
}

type Change = (text: string) => string

const all =
  (...changes: Change[]): Change =>
  (text) =>
    changes.reduce((changed, change) => change(changed), text)

const replace =
  (from: string | RegExp, to: string): Change =>
  (text) =>
    text.replace(from, to)

/** What somebody may do to a file of spec/, and what has to be told. */
const faults: [string, Change, RegExp[]][] = [
  ['openapi.yaml', replace('paths:', 'paths: ['), [/spec\/openapi\.yaml.* at line \d+/]],
  ['openapi.yaml', () => '', [/spec\/openapi\.yaml is empty/]],
  ['asyncapi.yaml', () => '', [/spec\/asyncapi\.yaml is empty/]],
  ['openapi.yaml', replace(/^openapi: .*\n/, ''), [/spec\/openapi\.yaml.*openapi/s]],
  ['openapi.yaml', replace(/^paths:/m, 'pathz:'), [/\d+:\d+ .*pathz/]],
  [
    'openapi.yaml',
    all(
      replace(/^ {4}get:\n {6}operationId: getHealth\n/m, '    get:\n'),
      replace(/^ +security: \[\]\n/m, ''),
      replace('responses:', 'response:'),
      replace('Id: listSessions', 'Id: getStatus'),
      replace('in: query', 'in: qery'),
      replace('schemas/SendMessageRequest', 'schemas/Nonesuch'),
    ),
    [
      /\d+:\d+ .*operationId/,
      /\d+:\d+ .*[Ss]ecurity/,
      /\d+:\d+ .*`response`/,
      /\d+:\d+ .*unique/,
      /\d+:\d+ .*"query"/,
      /\d+:\d+ .*resolve/,
    ],
  ],
  [
    'openapi.yaml',
    all(replace(/^ +tags: \[system\]\n/m, ''), replace(/^ +x-rate-limit: .*\n/m, '')),
    [/GET \/health has no tags/],
  ],
  ['openapi.yaml', replace(/^ +x-rate-limit: .*\n/m, ''), [/GET \/health has no x-rate-limit/]],
  ['openapi.yaml', replace('Id: getStatus', 'Id: getState'), [/names\.ts .* getState/]],
]

describe('the command', () => {
  test('writes the site and says so', async () => {
    const folder = await copyOfProject()
    const { status, output } = run(folder)
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringMatching(/^Wrote \d+ files into site\/\.\n$/) as string,
    })
    expect(await readdir(join(folder, 'site'))).toContain('http.html')
  })

  test('says what is wrong with a broken contract, where, and writes nothing', async () => {
    const folder = await copyOfProject()
    for (const [name, change, told] of faults) {
      await cp(join(root, 'spec'), join(folder, 'spec'), { recursive: true, force: true })
      await breakSpec(folder, name, change)
      const { status, output } = run(folder)
      expect({ status, output }).toMatchObject({ status: 1 })
      for (const pattern of told) expect(output).toMatch(pattern)
      expect(output).toMatch(/^The documentation was not written\. /)
      expect(output).not.toMatch(/^\s+at .*\.ts:\d+|Cannot read/m)
    }
    expect(await readdir(folder)).not.toContain('site')
  }, 90_000)

  test('refuses a guide that would take the place of a page', async () => {
    const folder = await copyOfProject()
    await writeFile(join(folder, 'docs/http.md'), '# Mine\n')
    expect(run(folder)).toEqual({
      status: 1,
      output:
        'The documentation was not written. docs/http.md: the site has http.html already. Call it otherwise.\n',
    })
    expect(await readdir(folder)).not.toContain('site')
  })

  test('without the development packages fails in one line', async () => {
    const folder = await copyOfProject()
    await rm(join(folder, 'node_modules'))
    await mkdir(join(folder, 'node_modules'))
    await symlink(join(root, 'node_modules/yaml'), join(folder, 'node_modules/yaml'))
    const { status, output } = run(folder)
    expect(status).toBe(1)
    expect(output).toMatch(/^The documentation was not written\. Cannot find package .*\n$/)
  })
})

test.each([
  ['# Bad\n\n[A guide](nonesuch.md)', 'docs/bad.md: the link to nonesuch.md leads to nothing.'],
  ['# Bad\n\n[A guide](%zz.md)', 'docs/bad.md: the link to %25zz.md leads to nothing.'],
  ['\n', 'docs/bad.md is empty.'],
])('the guide %j is refused', (markdown, message) => {
  const repository = { pages: new Map<string, string>(), exists: () => false }
  expect(() => guideOf({ path: 'docs/bad.md', file: 'bad.html', markdown }, repository)).toThrow(
    message,
  )
})

test('a link to a file that is no page becomes its text', () => {
  const { content } = guideOf(
    { path: 'docs/a.md', file: 'a.html', markdown: '# A\n\n[The code](../src/main.ts)' },
    { pages: new Map(), exists: (path) => path === 'src/main.ts' },
  )
  expect(content).toContain('<span>The code</span>')
})

test('writing makes the folder hold the given files and no older ones', async () => {
  const folder = await temporaryFolder()
  await writeFiles(
    folder,
    new Map([
      ['a.txt', '1'],
      ['b.txt', '2'],
    ]),
  )
  await writeFiles(folder, new Map([['a.txt', '3']]))
  expect(await readdir(folder)).toEqual(['a.txt'])
  expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('3')
})
