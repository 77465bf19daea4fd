import { expect, it } from 'vitest'
import { readEffective } from '../../src/commands/context.ts'
import { withTokenAccess } from '../../src/commands/open-access.ts'
import type { TokenConfig } from '../../src/generated/types.ts'
import { hashToken } from '../../src/kernel/token.ts'
import { patchStore, programOn } from './program.ts'

const entry = (name: string): TokenConfig => ({
  name,
  hash: hashToken(name),
  scopes: ['status:read'],
})

it('does not write over what another gateway on the same PostgreSQL has changed meanwhile', async () => {
  const shared = await programOn('postgres')
  const { cwd, env } = shared
  const other = await shared.database.open()
  const silent = { write: () => Promise.resolve() }
  const context = { cwd, env, stdout: silent, stderr: silent }
  await withTokenAccess(await readEffective({}, context), context, async (access) => {
    const before = await access.read()
    expect(before.tokens).toEqual([])
    await patchStore(other, shared, { auth: { tokens: [entry('theirs')] } })
    expect(await access.write([entry('ours')], before.etag)).toBe(false)
    const { tokens, etag } = await access.read()
    expect(tokens.map(({ name }) => name)).toEqual(['theirs'])
    expect(await access.write([...tokens, entry('ours')], etag)).toBe(true)
  })
  const { config } = await readEffective({}, context)
  expect(config.auth.tokens).toEqual([entry('theirs'), entry('ours')])
})
