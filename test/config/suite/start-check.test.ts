import { once } from 'node:events'
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resolveConfig } from '../../../src/config/resolve-config.ts'
import { startIssues } from '../../../src/config/start-check.ts'
import type { Config, Issue } from '../../../src/generated/types.ts'
import { errorOf } from '../../support/http.ts'
import { startTestServer } from '../../support/server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { change, patchOver } from './setting.ts'

const isRoot = process.getuid?.() === 0

function configWith(layer: Record<string, unknown>): Config {
  const result = resolveConfig({ port: 0, ...layer })
  if (!result.valid) throw new Error(JSON.stringify(result.issues))
  return result.config
}

/** What a start with `layer` could not use, while one with `known` works. */
async function issuesOf(
  layer: Record<string, unknown>,
  { known = [{}], cwd }: { known?: Record<string, unknown>[]; cwd?: string } = {},
): Promise<Issue[]> {
  const folder = cwd ?? (await temporaryFolder())
  return startIssues(configWith(layer), known.map(configWith), folder)
}

const namesOf = (issues: Issue[]) => issues.map(({ field, rule }) => ({ field, rule }))

/** A port of this address that another program listens on. */
async function takenPort(host = '127.0.0.1'): Promise<number> {
  const server = createServer()
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** One that was given out a moment ago, and is free again. */
async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('the address of the next start', () => {
  it('may be one that can be listened on, which is then free again', async () => {
    const port = await freePort()
    expect(await issuesOf({ port })).toEqual([])
    expect(await issuesOf({ port, host: 'localhost' })).toEqual([])
    const server = createServer()
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
  })

  it.each(['127.0.0.2', '0.0.0.0', 'localhost'])('may be %s', async (host) => {
    expect(await issuesOf({ host })).toEqual([])
  })

  it('may not be a port that is taken', async () => {
    const port = await takenPort()
    expect(await issuesOf({ port })).toEqual([
      {
        field: 'port',
        rule: 'listen',
        message: 'is taken: another program listens there (EADDRINUSE)',
      },
    ])
    expect(await issuesOf({ port, host: '127.0.0.2' })).toEqual([])
  })

  it('may not be an address of another machine', async () => {
    const [issue, ...others] = await issuesOf({ host: '192.0.2.1' })
    expect(others).toEqual([])
    expect(issue).toMatchObject({ field: 'host', rule: 'listen' })
    expect(issue?.message).toContain('is no address of this machine')
  })

  it('may not be an unknown name', async () => {
    const issues = await issuesOf({ host: 'no-such-host.invalid' })
    expect(namesOf(issues)).toEqual([{ field: 'host', rule: 'listen' }])
  })

  it('may be a port for root alone where that is who asks, and else may not', async () => {
    const port = 1_023
    const issues = await issuesOf({ port, host: '127.0.0.77' })
    expect(namesOf(issues)).toEqual(isRoot ? [] : [{ field: 'port', rule: 'listen' }])
  })

  it('is not tried where it works already, now or since the start', async () => {
    const port = await takenPort()
    expect(await issuesOf({ port }, { known: [{ port }, {}] })).toEqual([])
    expect(await issuesOf({ port }, { known: [{}, { port }] })).toEqual([])
  })

  it('is tried with another port where this one is in use by the gateway itself', async () => {
    const port = await takenPort('0.0.0.0')
    const known = [{ port, host: '0.0.0.0' }]
    expect(await issuesOf({ port, host: '127.0.0.2' }, { known })).toEqual([])
    const wrong = await issuesOf({ port, host: '192.0.2.1' }, { known })
    expect(namesOf(wrong)).toEqual([{ field: 'host', rule: 'listen' }])
  })

  it('is tried in whole where only another host was tried with this port', async () => {
    const port = await takenPort()
    const known = [{}, { port, host: '127.0.0.2' }]
    expect(namesOf(await issuesOf({ port }, { known }))).toEqual([
      { field: 'port', rule: 'listen' },
    ])
  })
})

describe('the workspace of the next start', () => {
  it('may be missing, in the working directory, and nothing is left behind', async () => {
    const cwd = await temporaryFolder()
    await mkdir(join(cwd, 'there'))
    for (const workspace of ['there', 'there/deep/inside', 'new', './new/er', join(cwd, 'abs')]) {
      expect(await issuesOf({ tools: { workspace } }, { cwd })).toEqual([])
    }
    expect(await readdir(cwd, { recursive: true })).toEqual(['there'])
  })

  const wrong: [what: string, workspace: string, reason: string][] = [
    ['below a file', 'file/below', 'is not a folder, or a part of it is not'],
    ['a program', 'program', 'is not a folder, or a part of it is not'],
    ['below /proc', '/proc/openclaw/inside', 'can not be made or written to'],
    ['/proc itself', '/proc', 'can not be made or written to'],
    ['a link to nowhere', 'link', 'can not be made or written to'],
    ['a name that is too long', `new/${'x'.repeat(300)}`, 'can not be made or written to'],
    ['with a NUL in it', 'a\0b', 'can not be made or written to'],
  ]

  it.each(wrong)('may not be %s, and nothing is left behind', async (_, workspace, reason) => {
    const cwd = await temporaryFolder()
    await writeFile(join(cwd, 'file'), '')
    await writeFile(join(cwd, 'program'), '')
    await chmod(join(cwd, 'program'), 0o755)
    await symlink('nowhere', join(cwd, 'link'))
    const [issue, ...others] = await issuesOf({ tools: { workspace } }, { cwd })
    expect(others).toEqual([])
    expect(issue).toMatchObject({ field: 'tools.workspace', rule: 'writable' })
    expect(issue?.message).toContain(reason)
    expect((await readdir(cwd)).sort()).toEqual(['file', 'link', 'program'])
  })

  it('may not be a folder that others alone may write to, unless root asks', async () => {
    const cwd = await temporaryFolder()
    await mkdir(join(cwd, 'locked'))
    await chmod(join(cwd, 'locked'), 0o555)
    const found = namesOf(await issuesOf({ tools: { workspace: 'locked/in' } }, { cwd }))
    expect(found).toEqual(isRoot ? [] : [{ field: 'tools.workspace', rule: 'writable' }])
  })

  it('is not tried where it works already', async () => {
    const cwd = await temporaryFolder()
    await writeFile(join(cwd, 'file'), '')
    const tools = { workspace: 'file' }
    expect(await issuesOf({ tools }, { cwd, known: [{}, { tools }] })).toEqual([])
    expect(await issuesOf({ tools }, { cwd })).toHaveLength(1)
  })

  it('is told beside what is wrong with the address', async () => {
    const layer = { host: '192.0.2.1', tools: { workspace: '/proc/openclaw' } }
    expect(namesOf(await issuesOf(layer))).toEqual([
      { field: 'host', rule: 'listen' },
      { field: 'tools.workspace', rule: 'writable' },
    ])
  })
})

describe('a patch that the next start could not use', () => {
  it('is refused, with its keys, and a start would still work', async () => {
    await using server = await startTestServer()
    const port = await takenPort()
    const json = { port, logging: { level: 'debug' }, tools: { workspace: '/proc/openclaw' } }
    const { details } = await errorOf(await patchOver(server, json), {
      status: 400,
      code: 'INVALID_REQUEST',
    })
    expect(namesOf(details.issues ?? [])).toEqual([
      { field: 'body.port', rule: 'listen' },
      { field: 'body.tools.workspace', rule: 'writable' },
    ])
    const { logging } = (await (await server.fetch('/api/config')).json()) as Config
    expect(logging.level).toBe('info')
  })

  it('is not one that goes back to the port that the gateway listens on', async () => {
    const port = await freePort()
    await using server = await startTestServer({ env: { OPENCLAW_PORT: String(port) } })
    expect(new URL(server.url).port).toBe(String(port))
    await change(server, { port: await freePort() })
    await change(server, { port })
    const response = await server.fetch('/api/config')
    expect(response.headers.get('restart-required')).toBeNull()
  })

  it('is one that would leave a job without its channel, which only loopback implies', async () => {
    await using server = await startTestServer()
    const action = { type: 'message', channel: 'webchat', userId: 'user-1', message: 'Hello' }
    await change(server, { cron: { jobs: { greet: { schedule: { every: '1d' }, action } } } })
    const response = await patchOver(server, { host: '0.0.0.0' })
    const { details } = await errorOf(response, { status: 400, code: 'INVALID_REQUEST' })
    expect(namesOf(details.issues ?? [])).toEqual([
      { field: 'body.cron.jobs.greet.action.channel', rule: 'configured' },
    ])
    await change(server, { host: '0.0.0.0', channels: { webchat: { type: 'webchat' } } })
  })
})
