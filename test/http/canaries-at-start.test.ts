import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explainFailure } from '../../src/config/failure.ts'
import { startServer } from '../../src/server.ts'
import { startTestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { secrets, shownIn } from './canary-secrets.ts'

describe('the gateway token', () => {
  test('is shown once, in the line that tells that it was made', async () => {
    const cwd = await temporaryFolder()
    const start = async (): Promise<string> => {
      const written: string[] = []
      const server = await startServer({
        cwd,
        env: { OPENCLAW_PORT: '0', OPENCLAW_LOG_LEVEL: 'trace' },
        output: { write: (text) => written.push(text) },
      })
      await fetch(`${server.url}/api/status`)
      await server.close()
      return written.join('')
    }
    const first = await start()
    const file = join(cwd, 'data', 'gateway-token')
    const token = (await readFile(file, 'utf8')).trim()
    expect(token.length).toBeGreaterThan(40)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const lines = first.split('\n').filter((line) => line.includes(token))
    expect(lines).toEqual([expect.stringMatching(/^Token \(shown once/)])
    expect(first.split(token)).toHaveLength(2)
    expect(await start()).not.toContain(token)
  })
})

describe('a start that fails', () => {
  const { patched, patchedSecret, gateway, unrelated } = secrets
  const database = `postgres://user:${patched}@127.0.0.1:9/db`

  test.each<[string, object, Record<string, string>]>([
    ['an unreachable database', {}, { OPENCLAW_DATABASE_URL: database }],
    ['another database', { databaseUrl: database.replace('postgres', 'mysql') }, {}],
    ['a database by reference', { databaseUrl: 'mysql://${PATCHED}' }, { PATCHED: patched }],
    ['a wrong bot token', { channels: { a: { type: 'telegram', botToken: [patched] } } }, {}],
    ['a wrong type', { channels: { a: { type: patched, botToken: patched } } }, {}],
    [
      'a wrong webhook secret',
      { channels: { a: { type: 'webhook', url: 'http://a', secret: `${patchedSecret}!` } } },
      {},
    ],
    ['a wrong hash', { auth: { tokens: [{ name: 'a', hash: patched, scopes: ['x'] }] } }, {}],
    ['an unknown key beside a secret', { databaseUrl: database, more: 1 }, {}],
    ['a number that is none', {}, { OPENCLAW_PORT: patched }],
    ['a token with a space', {}, { OPENCLAW_GATEWAY_TOKEN: `${gateway} ${gateway}` }],
  ])('%s', async (_name, config, env) => {
    const starting = startTestServer({ config, env: { UNRELATED: unrelated, ...env } })
    const error: unknown = await starting.then(
      () => 'it started',
      (reason: unknown) => reason,
    )
    const { message, exitCode } = explainFailure(error)
    expect(exitCode).toBe(1)
    expect(message).toMatch(/\n|Check|OPENCLAW/)
    expect({ message, shows: shownIn(message) }).toEqual({ message, shows: [] })
  })
})
