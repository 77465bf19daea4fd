import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { exec } from './set-up.ts'

const cookie = expect.stringMatching(/^OPENCLAW_PROCESS_TREE=[0-9a-f-]{36}$/) as string

test('A program gets nothing of the environment of the gateway', async () => {
  vi.stubEnv('GATEWAY_SECRET', 'hunter2')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const { call, workspace } = await exec(['env'])
  const { stdout } = await call({ command: 'env' })
  expect(stdout.trim().split('\n').sort()).toEqual([
    `HOME=${workspace}`,
    'LANG=C.UTF-8',
    cookie,
    'PATH=/usr/local/bin:/usr/bin:/bin',
  ])
})

test('It gets the variables of the configuration, which go first', async () => {
  const { call } = await exec(['env'], { HOME: '/home/me', API_KEY: 'a b=c', LD_DEBUG_OUTPUT: '' })
  const { stdout } = await call({ command: 'env' })
  expect(stdout.trim().split('\n').sort()).toEqual([
    'API_KEY=a b=c',
    'HOME=/home/me',
    'LANG=C.UTF-8',
    'LD_DEBUG_OUTPUT=',
    cookie,
    'PATH=/usr/local/bin:/usr/bin:/bin',
  ])
})

test('Another PATH of the configuration does not change which program a name means', async () => {
  const { call, settings } = await exec(['ls', 'sh'])
  settings.environment = { PATH: '/does/not/exist' }
  const { stdout } = await call({
    command: 'sh',
    args: ['-c', 'echo $PATH; command -v ls'],
    acceptedExitCodes: [127],
  })
  expect(stdout).toBe('/does/not/exist\n')
  expect(await call({ command: 'ls' })).toMatchObject({ exitCode: 0 })
})

/** What `ls -l /proc/self/fd` tells: where each descriptor leads. */
const targetsOf = (listing: string): string[] =>
  [...listing.matchAll(/-> (.*)$/gm)].map(([, target = '']) => target)

const three = Array<unknown>(3).fill(expect.stringMatching(/^(socket|pipe):/))

const beyondPipes = (listing: string) =>
  targetsOf(listing).filter(
    // The list itself is an open folder; what the test runner was started with is hidden.
    (target) => !/^\/proc\/\d+\/fd$/.test(target) && target !== '/dev/null',
  )

test('No file, socket or database of the gateway is open in a program', async () => {
  const { call, workspace } = await exec(['ls'])
  await using file = await open(join(workspace, 'file'), 'w')
  expect(file.fd).toBeGreaterThan(2)
  const database = new DatabaseSync(join(workspace, 'database'))
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE one (id INTEGER)')
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as { port: number }).port, '127.0.0.1')
  await once(socket, 'connect')
  onTestFinished(() => {
    database.close()
    socket.destroy()
    server.close()
  })
  const { stdout } = await call({ command: 'ls', args: ['-l', '/proc/self/fd'] })
  expect(beyondPipes(stdout)).toEqual(three)
})

test('Nor is what the gateway itself was started with', async () => {
  const folder = await temporaryFolder()
  await using lock = await open(join(folder, 'lock'), 'w')
  const tool = join(import.meta.dirname, '../../../src/tools/built-in/exec.ts')
  const code = `
    const { execTool } = await import(${JSON.stringify(tool)})
    const settings = () => ({ commands: ['ls'], environment: {} })
    const tool = execTool({ workspace: ${JSON.stringify(folder)}, settings })
    const params = { command: 'ls', args: ['-l', '/proc/self/fd'] }
    console.log((await tool.run(params, { signal: new AbortController().signal })).stdout)`
  const others = Array<'ignore'>(21).fill('ignore')
  const gateway = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit', ...others, lock.fd],
  })
  const listing = await text(gateway.stdout as NodeJS.ReadableStream)
  expect(targetsOf(listing)).toContain('/dev/null')
  expect(beyondPipes(listing)).toEqual(three)
})
