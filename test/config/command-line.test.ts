import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseCommandLine, UsageError } from '../../src/config/command-line.ts'
import { operations, version } from '../../src/generated/operations.ts'
import {
  freePort,
  type GatewayProcess,
  main,
  runGateway,
  runNode,
} from '../support/gateway-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('the command line', () => {
  it.each([
    [[], { options: {} }],
    [['--config', 'a.yaml'], { options: { file: 'a.yaml' } }],
    [['-c', 'a.yaml'], { options: { file: 'a.yaml' } }],
    [['--config=a.yaml'], { options: { file: 'a.yaml' } }],
    [['--version', '--config', 'x'], { text: `${version}\n` }],
    [['--reset-patches'], { options: { resetPatches: true } }],
    [['config', 'check'], { command: { name: 'config check' } }],
    [
      ['--config', 'a.yaml', 'config', 'show', '--json'],
      { command: { name: 'config show', json: true, file: 'a.yaml' } },
    ],
    [
      ['token', 'list', '-c', 'a.yaml'],
      { command: { name: 'token list', json: false, file: 'a.yaml' } },
    ],
    [['token', 'revoke', 'ci'], { command: { name: 'token revoke', token: 'ci' } }],
    [
      ['token', 'create', 'ci', '--scopes', 'a, b,', '--scope', 'c', '--expires', '1d'],
      {
        command: {
          name: 'token create',
          token: { name: 'ci', scopes: ['a', 'b', 'c'], expires: '1d' },
        },
      },
    ],
    [
      ['token', '--tools', 'a', 'create', '--tools=b,c', 'ci'],
      {
        command: {
          name: 'token create',
          token: { name: 'ci', scopes: [], tools: ['a', 'b', 'c'] },
        },
      },
    ],
  ])('%j', (args, command) => {
    expect(parseCommandLine(args)).toEqual(command)
  })

  it.each([
    [['--prot'], "'--prot'"],
    [['-x'], "'-x'"],
    [['start'], "'start'"],
    [['--config'], "'-c, --config <value>'"],
    [['--config', '--help'], "'--config'"],
    [['--help=yes'], "'-h, --help'"],
    [['--reset-patchs'], "Unknown option '--reset-patchs'; did you mean '--reset-patches'?"],
    [['token', 'list', '--jsno'], "Unknown option '--jsno'; did you mean '--json'?"],
    [['token', 'list', '--tools', 'a'], `'--tools' is no option of "token list"`],
    [['token', 'list', '--scopez', 'a'], "Unknown option '--scopez'\nRun"],
    [['--json'], "'--json' is no option of the start"],
    [['token'], '"token" needs one of: create, list, revoke'],
    [['config'], '"config" needs one of: check, show'],
    [['token', 'creat', 'ci'], "Unknown command 'token creat'; did you mean 'token create'?"],
    [['token', 'x'], `Unknown command 'token x'; "token" has create, list, revoke`],
    [['tokn', 'list'], "Unknown command 'tokn'; did you mean 'token list'?"],
    [['confg'], "Unknown command 'confg'; did you mean 'config'?"],
    [['token', 'create'], '"token create" needs a name'],
    [['token', 'revoke', ''], '"token revoke" needs a name'],
    [['token', 'revoke', 'a', 'b'], `Unexpected argument 'b' after "token revoke"`],
    [['config', 'check', 'a'], `Unexpected argument 'a' after "config check"`],
  ])('%j is not understood', (args, named) => {
    expect(() => parseCommandLine(args)).toThrow(UsageError)
    expect(() => parseCommandLine(args)).toThrow(named)
    expect(() => parseCommandLine(args)).toThrow('Run with --help')
  })

  it('shows its help, which names every variable that the contract names', async () => {
    const { code, stdout, stderr } = await runGateway(['--help']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const name of ['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'LOG_LEVEL', 'GATEWAY_TOKEN']) {
      expect(stdout).toContain(`OPENCLAW_${name}`)
    }
    expect(stdout).toMatch(/OPENCLAW_CONFIG|TELEGRAM_BOT_TOKEN/)
    expect(await runGateway(['-h']).ended).toMatchObject({ code: 0, stdout })
  })

  it.each([
    ['config', 'check'],
    ['config', 'show'],
    ['token', 'create'],
    ['token', 'list'],
    ['token', 'revoke'],
  ])('shows the help of %s %s, which the help of all names', (group, command) => {
    const textOf = (...args: string[]) => parseCommandLine(args)
    const usage = {
      text: expect.stringMatching(`^Usage: openclaw-gateway ${group} ${command}`) as string,
    }
    expect(textOf(group, command, '--help')).toEqual(usage)
    expect(textOf('-h', group, command, '--config', 'x')).toEqual(usage)
    expect(textOf(group, '--help')).toEqual({ text: expect.stringContaining(command) as string })
    expect(textOf('--help')).toEqual({
      text: expect.stringContaining(`\n  ${group} ${command} `) as string,
    })
  })

  it('shows the version of the contract', async () => {
    const ended = await runGateway(['--version']).ended
    expect(ended).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' })
  })

  it('ends with 2 and a hint when it was not understood', async () => {
    const { code, stdout, stderr } = await runGateway(['--prot', '3000']).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe("Unknown option '--prot'\nRun with --help to see what there is.\n")
  })
})

/** Starts a gateway in a new folder, and waits for its first answer. */
async function start(
  settings: { cwd?: string; dataDir?: string } = {},
): Promise<GatewayProcess & { port: number; dataDir: string }> {
  const cwd = settings.cwd ?? (await temporaryFolder())
  const dataDir = settings.dataDir ?? join(cwd, 'data')
  const port = await freePort()
  const env = { OPENCLAW_PORT: String(port), OPENCLAW_DATA_DIR: dataDir }
  const gateway = runGateway([], { cwd, env })
  await expect
    .poll(() => statusOf(`http://127.0.0.1:${port}${operations.getHealth.path}`), {
      timeout: 15_000,
    })
    .toBe(200)
  return { ...gateway, port, dataDir }
}

const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  )

/** What a start says that is to fail: without a stack, and with 1. */
async function failureOf(env: Record<string, string>, yaml = ''): Promise<string> {
  const cwd = await temporaryFolder()
  await writeFile(join(cwd, 'openclaw.yaml'), yaml)
  const inFolder = { OPENCLAW_PORT: '0', OPENCLAW_DATA_DIR: join(cwd, 'data'), ...env }
  const { code, stderr } = await runGateway([], { cwd, env: inFolder }).ended
  expect(code).toBe(1)
  expect(stderr).not.toMatch(/^\s+at /m)
  return stderr
}

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('closes on %s and ends with 0', async (signal) => {
    const gateway = await start()
    gateway.kill(signal)
    expect(await gateway.ended).toMatchObject({ code: 0, signal: null })
  })

  it('says what it needs on an old Node', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`
    const gateway = runNode(['--import', `data:text/javascript,${encodeURIComponent(old)}`, main])
    const { code, stderr } = await gateway.ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The gateway needs Node 24 or newer, and this is Node 20\.20\.2\.\n/)
  })

  it('says what is wrong with the configuration', async () => {
    expect(await failureOf({}, 'chanels: {}')).toMatch(
      /^The configuration is not valid \(\/.*\/openclaw\.yaml\):\n {2}chanels: unknown key "chanels"; did you mean "channels"\? \[additionalProperties\]\nCorrect this\.\n$/,
    )
  })

  it('says that its port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const message = await failureOf({ OPENCLAW_PORT: port })
    expect(message).toContain(`127.0.0.1:${port} is taken`)
    expect(message).toContain('OPENCLAW_PORT')
  })

  it('says that its data directory can not be used', async () => {
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, '')
    const message = await failureOf({ OPENCLAW_DATA_DIR: file })
    expect(message).toContain(file)
    expect(message).toContain('OPENCLAW_DATA_DIR')
  })

  it('says that another gateway uses its data directory', async () => {
    const { dataDir } = await start()
    const message = await failureOf({ OPENCLAW_DATA_DIR: dataDir })
    expect(message).toContain(`Another gateway uses this data directory: ${dataDir}`)
  })

  it('says that its token can not be used', async () => {
    expect(await failureOf({ OPENCLAW_GATEWAY_TOKEN: 'short' })).toContain('OPENCLAW_GATEWAY_TOKEN')
  })
})
