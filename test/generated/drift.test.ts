import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const ownPage = resolve(import.meta.dirname, '../../docs/configuration.md')
const script = resolve(import.meta.dirname, '../../scripts/generate.ts')
let folder: string
let fresh: string

const generate = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [script, ...args])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generated-'))
  fresh = join(folder, 'fresh')
  await generate('--out', fresh)
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

it('finds nothing stale in what was just generated', async () => {
  await expect(generate('--check', '--out', fresh)).resolves.toMatchObject({ stderr: '' })
})

it('fails on what was edited, is missing or is left over, and names the cure', async () => {
  const changed = join(folder, 'changed')
  await cp(fresh, changed, { recursive: true })
  await appendFile(join(changed, 'events.ts'), '// edited by hand\n')
  await rm(join(changed, 'openapi.json'))
  await writeFile(join(changed, 'old.ts'), '')
  const failure: unknown = await generate('--check', '--out', changed).catch(
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({ code: 1 })
  const { stderr } = failure as { stderr: string }
  const [stale, leftOver] = stderr.split('\n')
  expect(stale).toMatch(/^Stale: .*openapi[.]json, .*events[.]ts[.] To mend: npm run generate$/)
  expect(leftOver).toMatch(/^Left over: [^,]*old[.]ts[.] To mend: delete it$/)
})

it('writes the table of keys into its page, and nothing else of it', async () => {
  const own = await readFile(ownPage, 'utf8')
  const page = join(folder, 'page.md')
  const [before = '', table = '', after = ''] = own.split(
    /(?<=keys: .*-->\n)([^]*)(?=<!-- [/]keys)/,
  )
  expect(table).toContain('| `channels.<name>.botToken` | **secret**')
  await writeFile(page, `${before}stale\n${after}`)
  const failure: unknown = await generate('--check', '--out', fresh, '--page', page).catch(
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Stale: .*page[.]md[.] To mend: npm run generate\n$/) as string,
  })
  await generate('--out', fresh, '--page', page)
  expect(await readFile(page, 'utf8')).toBe(own)
})
