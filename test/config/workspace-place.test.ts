import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { heldIn } from '../../src/config/workspace-place.ts'
import { startTestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

it.each([
  ['.', 'data'],
  ['data', 'data'],
  ['data/..', 'data'],
  ['link', 'data'],
  ['data/workspace', undefined],
  ['data-of-others', undefined],
  ['elsewhere', undefined],
])('a workspace %s holds %s', async (workspace, held) => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'data'))
  await symlink(folder, join(folder, 'link'))
  const own = [join(folder, 'data')]
  expect(await heldIn(join(folder, workspace), own)).toBe(held && join(folder, held))
})

it('is refused by a patch that would let the tools reach the gateway, with its field', async () => {
  await using server = await startTestServer()
  for (const workspace of [server.dataDir, join(server.dataDir, '..'), '.']) {
    const json = { tools: { workspace } }
    const response = await server.fetch('/api/config', { method: 'PATCH', json })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { details: { issues: [{ field: 'body.tools.workspace', rule: 'separate' }] } },
    })
  }
})

it('is refused at the start too', async () => {
  const starting = startTestServer({ config: { tools: { workspace: '.' } } })
  await expect(starting).rejects.toThrow(/^tools\.workspace: .* which tools must not reach/)
})
