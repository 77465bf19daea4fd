import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { readOverlay } from '../../src/config/overlay.ts'
import { operations } from '../../src/generated/operations.ts'
import type { TokenConfig } from '../../src/generated/types.ts'
import { hashToken } from '../../src/kernel/token.ts'
import { storeKinds } from '../support/stores.ts'
import { type Program, program, programOn, statusFor } from './program.ts'

const { getStatus, listSessions } = operations
const inFile = (name: string, more = ''): string =>
  `{ name: ${name}, hash: '${hashToken(`token-${name}`)}', scopes: [status:read]${more} }`

/** @returns the token, which must be all of standard output */
async function create({ run }: Program, line: string): Promise<string> {
  const { code, stdout, stderr } = await run(`token create ${line}`)
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ocg_[A-Za-z0-9_-]{43}\n$/)
  expect(stderr).not.toContain(stdout.trim())
  return stdout.trim()
}

const list = async ({ result }: Program) =>
  JSON.parse(await result('token list --json')) as (TokenConfig & { expired: boolean })[]

describe.each(storeKinds)('while no gateway runs, on %s', (kind) => {
  it('a token is made that a gateway then takes, for its scopes alone', async () => {
    const made = await programOn(kind)
    const token = await create(made, 'ci --scopes status:read,events:read --tools read,github.*')
    expect(await list(made)).toEqual([
      {
        name: 'ci',
        scopes: ['status:read', 'events:read'],
        expired: false,
        tools: ['read', 'github.*'],
        origin: 'patch',
      },
    ])
    const { url } = await made.start()
    expect(await statusFor(url + getStatus.path, token)).toBe(200)
    expect(await statusFor(url + listSessions.path, token)).toBe(403)
  })

  it('only the hash of a token is kept', async () => {
    const { database, ...made } = await programOn(kind)
    const token = await create(made, 'ci --scope status:read --scope events:read')
    const store = await database.open()
    const { patch } = await store.read(readOverlay)
    expect(patch).toEqual({
      auth: {
        tokens: [{ name: 'ci', hash: hashToken(token), scopes: ['status:read', 'events:read'] }],
      },
    })
    expect(await result(made, 'token list')).not.toContain('sha256')
  })

  it('a token is revoked, and another one of its name can be made', async () => {
    const made = await programOn(kind)
    const old = await create(made, 'ci --scopes all')
    const other = await create(made, 'other --scopes all')
    expect(await result(made, 'token revoke ci')).toMatch(/^The token "ci" is revoked/)
    const young = await create(made, 'ci --scopes all')
    const { url } = await made.start()
    expect(await statusFor(url + getStatus.path, old)).toBe(401)
    expect(await statusFor(url + getStatus.path, young)).toBe(200)
    expect(await statusFor(url + getStatus.path, other)).toBe(200)
  })

  it('several may be made at the same time', async () => {
    const made = await programOn(kind)
    const names = ['a', 'b', 'c', 'd']
    await Promise.all(names.map((name) => create(made, `${name} --scopes status:read`)))
    expect((await list(made)).map(({ name }) => name).sort()).toEqual(names)
  })
})

const result = async ({ run }: Pick<Program, 'run'>, line: string): Promise<string> =>
  (await run(line)).stdout

describe('token create', () => {
  it('says on standard error what the token may do, and warns of config:write', async () => {
    const { run } = await program()
    const plain = await run(
      'token create ci --scopes status:read --expires 2100-01-01T01:00:00+01:00',
    )
    expect(plain.stderr).toContain(
      'The token "ci" holds from the next start of the gateway on, until 2100-01-01T00:00:00.000Z.\nIt may: status:read.\n',
    )
    expect(plain.stderr).not.toContain('config:write')
    expect((await run('token create root --scopes all')).stderr).toContain(
      'With config:write it can',
    )
  })

  it('logs who changed what, without values', async () => {
    const { run } = await program()
    const { stderr, stdout } = await run('token create ci --scopes status:read')
    const [line = ''] = stderr.split('\n')
    expect(JSON.parse(line)).toMatchObject({ caller: 'command line', changed: ['auth.tokens'] })
    expect(line).not.toContain(hashToken(stdout.trim()))
    const silent = await run('token create b --scopes all', { OPENCLAW_LOG_LEVEL: 'silent' })
    expect(silent.stderr).not.toContain('{')
  })

  it.each([
    ['90s', 90],
    ['15m', 900],
    ['12h', 43_200],
    ['30d', 2_592_000],
  ])('takes %s as so many seconds from now on', async (expires, seconds) => {
    const made = await program()
    const before = Date.now()
    await create(made, `ci --scopes status:read --expires ${expires}`)
    const [token] = await list(made)
    const time = Date.parse(token?.expires ?? '') - 1000 * seconds
    expect(time).toBeGreaterThanOrEqual(before)
    expect(time).toBeLessThanOrEqual(Date.now())
  })

  it.each([
    ['ci', 'needs --scopes'],
    ['ci --scopes ,', 'needs --scopes'],
    ['ci --scopes status:reed', `Unknown scope 'status:reed'; did you mean 'status:read'?`],
    ['ci --scopes everything', `Unknown scope 'everything'; there are status:read,`],
    ['ci --scopes all --expires soon', `nor a time, as 2030-01-01T00:00:00Z: 'soon'`],
    ['ci --scopes all --expires 2100-02-30T00:00:00Z', `nor a time`],
    ['ci --scopes all --expires 2020-01-01T00:00:00Z', 'in the past'],
    ['ci --scopes all --expires 99999999d', 'after the year 9999'],
    ['ci --scopes all --tools ,', 'names no tool'],
    ['ci --scopes all --tools a*b', '--tools must match'],
    ['Ci --scopes all', 'The name must match'],
    [
      'gateway --scopes all',
      'gateway is the name of the gateway token; names with job- are those of jobs',
    ],
  ])('does not understand %s, and makes nothing', async (line, message) => {
    const { run, cwd } = await program()
    const { code, stdout, stderr } = await run(`token create ${line}`)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/\nRun with --help to see what there is\.\n$/)
    expect(await readdir(cwd)).toEqual([])
  })

  it('refuses a name that is taken, in the file or by a patch', async () => {
    const yaml = `auth: { tokens: [${inFile('old')}] }`
    const made = await program({ 'openclaw.yaml': yaml })
    const refused = {
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('a token "old" already') as string,
    }
    expect(await made.run('token create old --scopes all')).toMatchObject(refused)
    expect(await readdir(made.cwd)).toEqual(['openclaw.yaml'])
    const token = await create(made, 'new --scopes all')
    expect(await made.run('token create old --scopes all')).toMatchObject(refused)
    expect((await made.run('token create new --scopes all')).stderr).toContain('"new" already')
    expect((await list(made)).map(({ name }) => name)).toEqual(['old', 'new'])
    const { url } = await made.start()
    expect(await statusFor(url + getStatus.path, 'token-old')).toBe(200)
    expect(await statusFor(url + getStatus.path, token)).toBe(200)
  })

  it('refuses a configuration that no gateway would start with', async () => {
    const { run, cwd } = await program({ 'openclaw.yaml': 'port: many' })
    const { code, stdout, stderr } = await run('token create ci --scopes all')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('port: must be integer')
    expect(await readdir(cwd)).toEqual(['openclaw.yaml'])
  })
})

describe('token list', () => {
  it('says that there is nothing, and makes nothing', async () => {
    const { run, cwd } = await program()
    expect(await run('token list')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: `There are no named tokens: the configuration sets none, and there is no store yet in ${join(cwd, 'data')}.\n`,
    })
    expect(await run('token list --json')).toMatchObject({ code: 0, stdout: '[]\n' })
    expect(await readdir(cwd)).toEqual([])
  })

  it('shows each token in a line, and which have expired', async () => {
    const expired = inFile('old', ', expires: 2020-01-01T00:00:00Z, tools: [read, fs.*]')
    const { result } = await program({
      'openclaw.yaml': `auth: { tokens: [${expired}, ${inFile('ci')}] }`,
    })
    expect(await result('token list')).toBe(
      [
        'NAME  SCOPES       EXPIRES                       TOOLS      ORIGIN',
        'old   status:read  expired 2020-01-01T00:00:00Z  read,fs.*  file openclaw.yaml',
        'ci    status:read  never                         all        file openclaw.yaml',
        '',
      ].join('\n'),
    )
  })
})

describe('token revoke', () => {
  it('names the nearest where there is none of that name, and makes nothing', async () => {
    const { run, cwd } = await program({
      'openclaw.yaml': `auth: { tokens: [${inFile('dashboard')}] }`,
    })
    expect(await run('token revoke dashbord')).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'There is no token "dashbord"; did you mean "dashboard"?\nSee what there is with `token list`.\n',
    })
    expect((await run('token revoke gateway')).stderr).toContain('is the gateway token')
    expect(await readdir(cwd)).toEqual(['openclaw.yaml'])
  })

  it('says what becomes of the tokens in the file', async () => {
    const yaml = `auth: { tokens: [${inFile('a')}, ${inFile('b')}, ${inFile('c')}] }`
    const made = await program({ 'openclaw.yaml': yaml })
    const first = await made.run('token revoke a')
    expect(first).toMatchObject({ code: 0, stdout: 'The token "a" is revoked.\n' })
    expect(first.stderr).toContain('auth.tokens in openclaw.yaml is overridden as a whole')
    expect(first.stderr).toContain('Take "a" out of openclaw.yaml too')
    const second = await made.run('token revoke b')
    expect(second.stderr).not.toContain('as a whole')
    expect((await made.run('token list')).stderr).toContain(
      'auth.tokens in openclaw.yaml is overridden',
    )
    expect((await made.run('token list')).stdout).toMatch(/^c .* patch$/m)
    const { url } = await made.start()
    expect(await statusFor(url + getStatus.path, 'token-a')).toBe(401)
    expect(await statusFor(url + getStatus.path, 'token-c')).toBe(200)
    const { base } = await loadConfig({ cwd: made.cwd, env: {} })
    expect(await readFile(base.file ?? '', 'utf8')).toBe(yaml)
  })
})
