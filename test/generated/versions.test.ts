import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { version } from '../../src/generated/operations.ts'

const text = (path: string): Promise<string> =>
  readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

it.each(['package.json', 'sdk/typescript/package.json'])(
  '%s has the contract version',
  async (path) => {
    expect((JSON.parse(await text(path)) as { version: string }).version).toBe(version)
  },
)

it('sdk/python/pyproject.toml has the contract version', async () => {
  expect(await text('sdk/python/pyproject.toml')).toContain(`\nversion = "${version}"\n`)
})
