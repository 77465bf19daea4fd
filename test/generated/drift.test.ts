import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

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
