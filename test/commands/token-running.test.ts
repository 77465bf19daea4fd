import { once } from 'node:events'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readEffective } from '../../src/commands/context.ts'
import { withTokenAccess } from '../../src/commands/open-access.ts'
import { readAddress, writeAddress } from '../../src/config/address-file.ts'
import { operations } from '../../src/generated/operations.ts'
import { startTestServer } from '../support/server.ts'
import { storeKinds } from '../support/stores.ts'
import { StreamClient } from '../support/stream-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'
import { program, programOn, statusFor } from './program.ts'

const { getStatus, listSessions } = operations

describe.each(storeKinds)('while a gateway runs, on %s', (kind) => {
  it('a token holds, for its scopes alone, until it is revoked; its streams end with it', async () => {
    const { run, start } = await programOn(kind)
    const { url } = await start()
    const create = async (line: string): Promise<string> => {
      const { code, stdout } = await run(`token create ${line}`)
      expect(code).toBe(0)
      return stdout.trim()
    }
    const other = await create('other --scopes events:read')
    const token = await create('ci --scopes status:read,events:read')
    // On SQLite the gateway itself was asked; on PostgreSQL it looks each second.
    const settled = kind === 'sqlite' ? async (look: () => Promise<void>) => look() : until
    await settled(async () => {
      expect(await statusFor(url + getStatus.path, token)).toBe(200)
    })
    expect(await statusFor(url + listSessions.path, token)).toBe(403)
    const stream = await StreamClient.open(url, { token })
    await using keeps = await StreamClient.open(url, { token: other })
    expect((await run('token revoke ci')).code).toBe(0)
    await settled(async () => {
      expect(await statusFor(url + getStatus.path, token)).toBe(401)
    })
    expect((await stream.closed).code).toBe(1008)
    expect(keeps.socket.readyState).toBe(keeps.socket.OPEN)
  })
})

describe('a gateway that has the data directory', () => {
  it('keeps its address there, for its owner alone, for as long as it runs', async () => {
    await using server = await startTestServer()
    const file = join(server.dataDir, 'address')
    expect(await readFile(file, 'utf8')).toBe(`${server.url}\n`)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readAddress(server.dataDir)).toBe(server.url)
    const again = { dataDir: await temporaryFolder() }
    const other = await startTestServer(again)
    await other[Symbol.asyncDispose]()
    expect(await readAddress(again.dataDir)).toBeUndefined()
  })

  it('is asked with the token of the environment, or the one that it keeps', async () => {
    const env = { OPENCLAW_GATEWAY_TOKEN: 'a-token-of-enough-length' }
    const given = await program({}, env)
    await given.start()
    const taken = await given.run('token create ci --scopes all')
    expect(taken.stderr).toContain('The token "ci" holds at once.\n')
    const refused = await given.run('token create b --scopes all', {
      OPENCLAW_GATEWAY_TOKEN: 'another-token-of-enough-length',
    })
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^The gateway at http:\S+ does not take this gateway token\.\nSet OPENCLAW/,
      ) as string,
    })
    const { code: unset, stderr: hint } = await given.run('token revoke ci', {
      OPENCLAW_GATEWAY_TOKEN: 'x',
    })
    expect({ unset, hint }).toMatchObject({
      unset: 1,
      hint: expect.stringContaining('16 visible') as string,
    })
  })

  it('makes several tokens that are asked for at the same time', async () => {
    const { start, run, result } = await program()
    await start()
    const names = ['a', 'b', 'c', 'd', 'e']
    const made = names.map((name) => run(`token create ${name} --scopes status:read`))
    for (const { code } of await Promise.all(made)) expect(code).toBe(0)
    const listed = JSON.parse(await result('token list --json')) as { name: string }[]
    expect(listed.map(({ name }) => name).sort()).toEqual(names)
  })

  it('refuses what is refused without one', async () => {
    const { start, run } = await program()
    await start()
    await run('token create ci --scopes all')
    expect((await run('token create ci --scopes all')).stderr).toContain('a token "ci" already')
    const { code, stderr } = await run('token revoke cia')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'There is no token "cia"; did you mean "ci"?\nSee what there is with `token list`.\n',
    })
  })
})

/** A program that is no gateway, and keeps what it was asked. */
async function stranger(answer = '{}'): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.url ?? ''} ${request.headers.authorization ?? 'without a token'}`)
    response.end(answer)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, requests }
}

const quiet = { write: () => Promise.resolve() }

describe('an address that is left behind', () => {
  it('is not believed while nobody has the data directory', async () => {
    const { url, requests } = await stranger()
    const { run, env, database } = await programOn('sqlite')
    await (await database.open())[Symbol.asyncDispose]()
    await writeAddress(env['OPENCLAW_DATA_DIR'] ?? '', url)
    expect((await run('token create ci --scopes all')).code).toBe(0)
    expect(requests).toEqual([])
  })

  it('is gone as soon as a command has the store, and before others can believe it', async () => {
    const { url } = await stranger()
    const { cwd, env, database } = await programOn('sqlite')
    await (await database.open())[Symbol.asyncDispose]()
    await writeAddress(database.dataDir, url)
    const context = { cwd, env, stdout: quiet, stderr: quiet }
    const meanwhile = await withTokenAccess(await readEffective({}, context), context, () =>
      readAddress(database.dataDir),
    )
    expect(meanwhile).toBeUndefined()
  })

  it('is told to be no gateway when its answer has no tokens', async () => {
    const { url } = await stranger('{"version":"1"}')
    const { run, env, database } = await programOn('sqlite')
    await using store = await database.open()
    await writeAddress(database.dataDir, url)
    env['OPENCLAW_GATEWAY_TOKEN'] = 'a-token-of-enough-length'
    const { code, stdout, stderr } = await run('token create ci --scopes all')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(`What answers at ${url} is no gateway of this kind`)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(store.exclusive).toBe(true)
  })

  it('is not sent the token of the gateway, and what to do is said when no gateway answers', async () => {
    const { url, requests } = await stranger()
    const { run, env, database } = await programOn('sqlite')
    const dataDir = env['OPENCLAW_DATA_DIR'] ?? ''
    await using store = await database.open()
    await writeAddress(dataDir, url)
    await writeFile(join(dataDir, 'gateway-token'), 'a-token-of-enough-length')
    await chmod(join(dataDir, 'gateway-token'), 0o600)
    const { code, stdout, stderr } = await run('token create ci --scopes all')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(
      `uses the data directory ${dataDir}, but no gateway answers at ${url}.\n`,
    )
    expect(new Set(requests)).toEqual(new Set([`${operations.getHealth.path} without a token`]))
    expect(store.exclusive).toBe(true)
  })
})
