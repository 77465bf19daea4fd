import { once } from 'node:events'
import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseCommandLine, usage } from '../../scripts/mock/command-line.ts'
import { UsageError } from '../../src/config/command-line.ts'
import { runNode } from '../support/gateway-process.ts'
import { StreamClient } from '../support/stream-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const script = join(root, 'scripts/mock.ts')

/** Runs the mock until it ends by itself. */
const fails = (args: string[], program = script) => runNode([program, ...args]).ended

async function start(...args: string[]) {
  const child = spawn(process.execPath, [script, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  return { child, line, url: /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '' }
}

describe('npm run mock', () => {
  test.each([
    ['SIGINT', [], 'any', 200],
    ['SIGTERM', ['--token', 'secret'], '<token>', 401],
  ] as const)('says where it listens, and ends by %s', async (signal, args, shown, status) => {
    const { child, line, url } = await start(...args)
    expect(line).toBe(
      `The mock listens on ${url}; try: curl -H 'Authorization: Bearer ${shown}' ${url}/api/status`,
    )
    const statuses = await Promise.all(
      ['secret', 'any'].map(async (token) => {
        const headers = { authorization: `Bearer ${token}` }
        return (await fetch(`${url}/api/status`, { headers })).status
      }),
    )
    expect(statuses).toEqual([200, status])
    const stream = await StreamClient.open(url, { token: 'secret' })
    const ended = once(child, 'exit')
    const since = performance.now()
    child.kill(signal)
    expect(await ended).toEqual([0, null])
    // A second where nothing else runs; here a core may be shared with other tests.
    expect(performance.now() - since).toBeLessThan(10_000)
    expect((await stream.closed).code).toBe(1001)
  })

  test('says in one line that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const port = (other.address() as { port: number }).port
    const { code, stdout, stderr } = await fails(['--port', String(port)])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      `127.0.0.1:${port} is taken: another program listens there. Stop it, or choose another port with --port (0 takes a free one).\n`,
    )
  })

  test.each([
    [['--prot', '1'], "Unknown option '--prot'; did you mean '--port'?"],
    [['--port', 'many'], "--port must be a number from 0 to 65535, not 'many'"],
    [['--port', '65536'], "--port must be a number from 0 to 65535, not '65536'"],
    [['4010'], "Unknown argument '4010'"],
    [['--token', ''], '--token needs a text without spaces'],
    [['--port'], "Option '--port <value>' argument missing"],
  ])('does not understand %j', (args, what) => {
    expect(() => parseCommandLine(args)).toThrow(
      new UsageError(`${what}\nRun with --help to see what there is.`),
    )
  })

  test('ends with 2 when it is not understood', async () => {
    const { code, stderr } = await fails(['--prot'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Unknown option '--prot'.*\n.*--help.*\n$/)
  })

  test('shows how it is used', async () => {
    const { code, stdout } = await fails(['--help'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: usage })
    for (const option of ['--port', '--host', '--token']) expect(usage).toContain(option)
  })
})

describe('a contract that is broken', () => {
  /** The mock of a checkout in which one file of the contract was edited. */
  async function edited(file: string, from: string | RegExp, to: string) {
    const folder = await temporaryFolder()
    for (const part of ['src', 'scripts', 'spec', 'package.json', 'redocly.yaml']) {
      await cp(join(root, part), join(folder, part), { recursive: true })
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    const text = await readFile(join(folder, file), 'utf8')
    expect(text.replace(from, to)).not.toBe(text)
    await writeFile(join(folder, file), text.replace(from, to))
    const ended = await fails(['--port', '0'], join(folder, 'scripts/mock.ts'))
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 1, stdout: '' })
    expect(ended.stderr).not.toMatch(/^ +at /m)
    return ended.stderr
  }

  test('in its YAML', async () => {
    const stderr = await edited('spec/openapi.yaml', 'info:\n', 'info: {\n')
    expect(stderr).toMatch(/^spec\/openapi\.yaml is no YAML: .+ at line \d+, column \d+\.\n$/)
  })

  test('in its HTTP part', async () => {
    const stderr = await edited('spec/openapi.yaml', "schemas/Health' }", "schemas/Wealth' }")
    expect(stderr).toMatch(/^spec\/openapi\.yaml breaks the OpenAPI standard.*\n +\d+:\d+ +error/)
  })

  test('in its part of events', async () => {
    const stderr = await edited('spec/asyncapi.yaml', '    action: send', '    action: shout')
    expect(stderr).toMatch(/^spec\/asyncapi\.yaml is invalid:\n/)
  })

  test.each([
    ['a type that there is not', 'type: string', 'type: strin', 'spec/openapi.yaml breaks'],
    ['no paths', '\npaths:', '\npathz:', 'spec/openapi.yaml breaks'],
    ['a parameter without a name', /- name: limit|name: limit/, 'nam: limit', 'spec/openapi.yaml'],
    ['no info', 'info:\n', 'inf:\n', 'spec/openapi.yaml breaks'],
    ['nothing in it', /[\s\S]+/, '', 'spec/openapi.yaml is empty.'],
  ])('by %s', async (_name, from, to, what) => {
    expect(await edited('spec/openapi.yaml', from, to)).toContain(what)
  })

  test('or only newer than the code that was generated from it', async () => {
    const stderr = await edited('spec/openapi.yaml', 'summary: Health check', 'summary: Health')
    expect(stderr).toBe(
      'spec/openapi.yaml changed since the code was generated from it. Run `npm run generate`, then start the mock again.\n',
    )
  })
})
