import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import { hashToken } from '../../src/kernel/token.ts'
import { program, programOn, statusFor } from './program.ts'

const { getStatus, updateConfig } = operations
const gatewayToken = 'a-token-of-enough-length'
const env = { OPENCLAW_GATEWAY_TOKEN: gatewayToken }
const entry = (name: string) => ({
  name,
  hash: hashToken(`token-${name}`),
  scopes: ['status:read'],
})
const yaml = JSON.stringify({ auth: { tokens: [entry('a'), entry('b')] } })

const patch = (url: string, tokens: unknown): Promise<Response> =>
  fetch(url + updateConfig.path, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${gatewayToken}`,
      'content-type': 'application/merge-patch+json',
    },
    body: JSON.stringify({ auth: { tokens } }),
  })

describe('the way back to the tokens of the file', () => {
  it('is to set its list, or to start with --reset-patches', async () => {
    const { run, start } = await program({ 'openclaw.yaml': yaml }, env)
    const { stderr } = await run('token revoke a')
    expect(stderr).toContain('set it with PATCH /api/config, or start once with\n--reset-patches')
    expect(stderr).toContain('it would hold again after a start with --reset-patches.\n')
    const first = await start()
    const statuses = (url: string) =>
      Promise.all(['a', 'b'].map((name) => statusFor(url + getStatus.path, `token-${name}`)))
    expect(await statuses(first.url)).toEqual([401, 200])
    expect((await patch(first.url, [entry('a'), entry('b')])).status).toBe(200)
    expect(await statuses(first.url)).toEqual([200, 200])
    expect((await patch(first.url, null)).status).toBe(200)
    expect(await statuses(first.url)).toEqual([401, 401])
    first.kill('SIGTERM')
    await first.ended
    const second = await start(['--reset-patches'])
    expect(await statuses(second.url)).toEqual([200, 200])
  })
})

describe('while the configuration is broken', () => {
  // Nothing that the environment of the gateway sets, as its port: that would be right for the gateway alone, which takes it over.
  const broken = [
    'a: [',
    'rateLimits: many',
    'channels: { hook: { type: webhook, secret: ${GONE} } }',
  ]

  it.each(broken)('a gateway that runs is asked for its tokens: %s', async (text) => {
    const made = await program({ 'openclaw.yaml': yaml }, env)
    const { url } = await made.start()
    await writeFile(join(made.cwd, 'openclaw.yaml'), text)
    const listed = await made.run('token list')
    expect(listed.stdout).toMatch(/^a .* running gateway\nb .* running gateway\n$/m)
    expect(listed.stderr).toContain(`So the gateway that runs at ${url} is asked`)
    const revoked = await made.run('token revoke a')
    expect(revoked).toMatchObject({
      code: 0,
      stdout: 'The token "a" is revoked, and the gateway that runs does not take it any more.\n',
      stderr: expect.stringMatching(/is asked, which goes on with what it had\.\n$/) as string,
    })
    expect(await statusFor(url + getStatus.path, 'token-a')).toBe(401)
    expect(await statusFor(url + getStatus.path, 'token-b')).toBe(200)
    const { code, stdout } = await made.run('token create c --scopes status:read')
    expect(code).toBe(0)
    expect(await statusFor(url + getStatus.path, stdout.trim())).toBe(200)
    expect((await made.run('token revoke d')).stderr).toContain('There is no token "d"')
  })

  it('it is the gateway of the data directory that the environment or the file names', async () => {
    const given = await programOn('sqlite', { 'openclaw.yaml': '' })
    const { url } = await given.start()
    await writeFile(join(given.cwd, 'openclaw.yaml'), 'port: many\ndataDir: ./elsewhere')
    expect((await given.run('token list')).stderr).toContain(`runs at ${url} is asked`)

    const named = await program({ 'openclaw.yaml': 'dataDir: ./elsewhere' })
    const other = await named.start()
    await writeFile(join(named.cwd, 'openclaw.yaml'), 'port: many\ndataDir: ./elsewhere')
    expect((await named.run('token list')).stderr).toContain(`runs at ${other.url} is asked`)
  })

  it.each(['list', 'revoke a', 'create c --scopes all'])(
    'token %s says what is wrong, as a start would, where no gateway runs',
    async (line) => {
      const { run } = await program({ 'openclaw.yaml': 'port: many' }, env)
      const { code, stdout, stderr } = await run(`token ${line}`)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('port: must be integer')
      expect(stderr).not.toContain('is asked')
    },
  )
})
