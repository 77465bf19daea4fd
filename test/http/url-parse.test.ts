import { expect, test } from 'vitest'
import { runNode } from '../support/gateway-process.ts'

const module = new URL('../../src/http/url-parse.ts', import.meta.url).href

const script = `
  import { parse } from 'node:url'
  import { settleUrlParseWarning } from ${JSON.stringify(module)}
  settleUrlParseWarning()
  parse('/')
  process.emitWarning('another', 'DeprecationWarning')`

test('holds back the warning of url.parse and no other', async () => {
  const { ended } = runNode(['--input-type=module', '--eval', script])
  const { code, stderr } = await ended
  expect(code).toBe(0)
  expect(stderr).toContain('DeprecationWarning: another')
  expect(stderr).not.toContain('url.parse')
})
