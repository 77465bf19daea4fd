import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { runNode } from '../../../test/support/gateway-process.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { targets } from './support/house.ts'

it.each(targets)(
  'A listener that %s refuses ends a process in which nobody looks',
  async (_name, open) => {
    await using target = await open()
    // Not each Node runs TypeScript.
    const outfile = join(await temporaryFolder(), 'refused-bot.mjs')
    const entryPoints = [join(import.meta.dirname, 'support/refused-bot.ts')]
    await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node' })
    const { code, stderr } = await runNode([outfile, target.url]).ended
    expect(code).toBe(1)
    expect(stderr).toContain('UnauthorizedError')
  },
)
