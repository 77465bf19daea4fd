import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import { queryPostgres, storeKinds } from '../support/stores.ts'
import { patchStore, type Program, program, programOn } from './program.ts'

const hook = `channels: { hook: { type: webhook, url: 'https://example.com/', secret: $\{HOOK_SECRET} } }`
const secret = `whsec_${'A'.repeat(32)}`

describe('config check', () => {
  it('says what a valid configuration was made of, and makes nothing', async () => {
    const { run, cwd } = await program({ 'openclaw.yaml': hook })
    const env = { HOOK_SECRET: secret, OPENCLAW_PORT: '8080', UNRELATED: 'x' }
    expect(await run('config check', env)).toEqual({
      code: 0,
      signal: null,
      stderr: '',
      stdout: `The configuration is valid: ${cwd}/openclaw.yaml, HOOK_SECRET and OPENCLAW_PORT from the environment and no patches.\n`,
    })
    expect(await readdir(cwd)).toEqual(['openclaw.yaml'])
  })

  it('needs no file, and takes the one that it is told of', async () => {
    const { result, cwd } = await program({ 'other.json': '{}' })
    expect(await result('config check')).toBe(
      'The configuration is valid: no file, nothing from the environment and no patches.\n',
    )
    expect(await result('config check --config other.json')).toContain(`valid: ${cwd}/other.json,`)
  })

  it.each(storeKinds)('takes the patches of a store in use and at rest: %s', async (kind) => {
    const checked = await programOn(kind)
    const { database, result } = checked
    await using store = await database.open()
    await patchStore(store, checked, { logging: { level: 'debug' }, cron: { retention: null } })
    expect(await result('config check')).toMatch(/ and 2 patched keys\.\n$/)
    await store[Symbol.asyncDispose]()
    const before = await filesOf(checked)
    expect(await result('config check')).toMatch(/ and 2 patched keys\.\n$/)
    expect(await filesOf(checked)).toEqual(before)
  })

  it.each(storeKinds)('makes no tables in an empty database: %s', async (kind) => {
    const { database, result } = await programOn(kind)
    await mkdir(database.dataDir)
    expect(await result('config check')).toMatch(/no patches\.\n$/)
    expect(await readdir(database.dataDir)).toEqual([])
    const { databaseUrl } = database
    if (databaseUrl !== undefined) expect(await tablesIn(databaseUrl)).toEqual([])
  })

  it('takes the patches that a killed gateway has left', async () => {
    const { start, result, env } = await program(
      {},
      { OPENCLAW_GATEWAY_TOKEN: 'a-token-of-enough' },
    )
    const { url, kill, ended } = await start()
    const { status } = await fetch(url + operations.updateConfig.path, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${env['OPENCLAW_GATEWAY_TOKEN'] ?? ''}`,
        'content-type': 'application/merge-patch+json',
      },
      body: JSON.stringify({ logging: { level: 'debug' } }),
    })
    expect(status).toBe(200)
    kill('SIGKILL')
    await ended
    expect(await result('config check')).toMatch(/ and 1 patched key\.\n$/)
  })
})

const tablesIn = (databaseUrl: string) =>
  queryPostgres(
    databaseUrl,
    `select relname from pg_class where relnamespace = 'public'::regnamespace`,
  )

const filesOf = ({ env }: Program): Promise<string[]> =>
  readdir(env['OPENCLAW_DATA_DIR'] ?? '').catch(() => [])

describe('what a start would refuse', () => {
  /** Says the same as the start, on standard error, and ends with 1 like it. @returns what it says */
  async function refusal({ run }: Program, env: Record<string, string> = {}): Promise<string> {
    const checked = await run('config check', env)
    const started = await run('--config=openclaw.yaml', { OPENCLAW_PORT: '0', ...env })
    expect(checked).toEqual({ code: 1, signal: null, stdout: '', stderr: started.stderr })
    expect(started.code).toBe(1)
    expect(checked.stderr).not.toMatch(/^\s+at /m)
    return checked.stderr
  }

  const toNowhere = `cron: { jobs: { j: { schedule: { every: 1h }, action: { type: message, channel: gone, userId: u, message: m } } } }`

  it.each([
    ['an unknown key', 'chanels: {}', {}, 'did you mean "channels"?'],
    ['a wrong value of the environment', '', { OPENCLAW_LOG_LEVEL: 'loud' }, 'OPENCLAW_LOG_LEVEL'],
    ['a reference to nothing', hook, {}, 'HOOK_SECRET is not set'],
    ['what several rooms know together', toNowhere, {}, 'the channel "gone" is not configured'],
    ['no YAML', 'a: [', {}, 'is not proper YAML'],
    ['a gateway token that is too short', '', { OPENCLAW_GATEWAY_TOKEN: 'short' }, 'GATEWAY_TOKEN'],
    ['a data directory that is a file', 'dataDir: ./openclaw.yaml', {}, 'is, or is inside, a file'],
  ])('is %s', async (_what, yaml, env, message) => {
    const checked = await program({ 'openclaw.yaml': yaml })
    expect(await refusal(checked, env)).toContain(message)
  })

  it('is a patch that fits no more', async () => {
    const checked = await programOn('sqlite', { 'openclaw.yaml': hook })
    const { env, cwd, database } = checked
    env['HOOK_SECRET'] = secret
    const store = await database.open()
    await patchStore(store, checked, { channels: { hook: { maxPerMinute: 5 } } })
    await store[Symbol.asyncDispose]()
    await writeFile(join(cwd, 'openclaw.yaml'), '')
    expect(await refusal(checked)).toContain('channels.hook')
  })

  it('is a store that a newer version has made', async () => {
    const checked = await programOn('sqlite', { 'openclaw.yaml': '' })
    await (await checked.database.open())[Symbol.asyncDispose]()
    const file = new DatabaseSync(join(checked.database.dataDir, 'openclaw.db'))
    file.exec(`insert into kysely_migration values ('9999-later', '2030-01-01')`)
    file.close()
    expect(await refusal(checked)).toContain('made by a newer version')
  })
})
