import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { expect, it } from 'vitest'

it('The tests run in the Node that was asked for, which is one that the SDK is made for', () => {
  const asked = process.env['SDK_TEST_NODE'] ?? process.execPath
  expect(realpathSync(process.execPath)).toBe(realpathSync(asked))
  // The path is only what the process says of itself, and vitest.config.ts changes it.
  expect(execFileSync(asked, ['--version'], { encoding: 'utf8' }).trim()).toBe(process.version)
  expect(process.versions.node).toMatch(/^(20|22|24)\./)
})
