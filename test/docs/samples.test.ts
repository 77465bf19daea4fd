import { execFile, spawnSync } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type Call, callsOf } from '../../scripts/docs/calls.ts'
import { samplesOf } from '../../scripts/docs/samples.ts'
import { readContract } from '../../scripts/generate/contract.ts'
import { operations as known } from '../../src/generated/operations.ts'
import { gatewayToken, startTestServer, type TestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { writeSite } from './built-site.ts'

const contract = await readContract()
const calls = callsOf(contract)
const root = fileURLToPath(new URL('../..', import.meta.url))
const sdk = join(root, 'sdk/typescript/src/index.ts')
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const env = { ...process.env, TOKEN: gatewayToken, SECRET: secret }

const sample = (call: Call, label: string): string =>
  samplesOf(call).find((one) => one.label === label)?.source ?? ''

interface Request {
  method: string
  url: string
  headers: [string, string][]
  body?: string
}

/** What the shell hands to curl, read as curl reads it. */
function requestOf(source: string): Request {
  const script = `curl() { printf '%s\\0' "$@"; }\n${source}`
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', script], { encoding: 'utf8', env })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const [url = '', ...options] = stdout.split('\0').slice(0, -1)
  const given = (flag: string): string[] =>
    options.flatMap((option, at) => (option === flag ? [options[at + 1] ?? ''] : []))
  const [body] = given('-d')
  expect(options.filter((_option, at) => at % 2 === 0)).not.toContainEqual(
    expect.not.stringMatching(/^-[XHd]$/),
  )
  return {
    url,
    method: given('-X')[0] ?? (body === undefined ? 'GET' : 'POST'),
    headers: given('-H').map((line) => [line.split(': ', 1)[0] ?? '', line.replace(/^.*?: /, '')]),
    ...(body === undefined ? {} : { body }),
  }
}

/** With the channels and the file that the examples name, but not the ids. */
async function gateway(): Promise<TestServer> {
  await writeSite()
  const workspace = await temporaryFolder()
  await mkdir(join(workspace, 'path/to'), { recursive: true })
  await writeFile(join(workspace, 'path/to/file'), 'There it is.\n')
  const webhook = { type: 'webhook', url: 'http://127.0.0.1:9/in', secret }
  return startTestServer({
    config: {
      rateLimits: { enabled: false },
      channels: { telegram: webhook, support: webhook },
      tools: { workspace },
    },
  })
}

/** Those whose examples name something that is nowhere else. */
const needsId = (call: Call): boolean => call.operation.path.includes('{id}')

test('every operation has a sample for curl, TypeScript and Python', () => {
  expect(calls.map(({ sdk: { id } }) => id).sort()).toEqual(Object.keys(known).sort())
  for (const call of calls)
    expect(samplesOf(call).map(({ label }) => label)).toEqual(['curl', 'TypeScript', 'Python'])
})

test('every curl sample is a request that a real gateway takes', async () => {
  await using server = await gateway()
  const answers: Record<string, number> = {}
  for (const call of calls) {
    const { operation, address } = call
    const { url, ...request } = requestOf(sample(call, 'curl'))
    expect(request.method).toBe(operation.method)
    const answer = await fetch(url.replace(address, server.url), { ...request, redirect: 'manual' })
    answers[operation.id] = answer.status
    const right = [200, 201, 202, 204, ...(needsId(call) ? [404, 409] : [])]
    expect(right, `${operation.id}: ${answer.status} ${await answer.text()}`).toContain(
      answer.status,
    )
  }
  // Those whose examples name nothing that has to be there.
  expect(answers).toMatchObject({ sendMessage: 202, invokeTool: 200, createCronJob: 201 })
  expect(answers).toMatchObject({ receiveWebhook: 202, updateConfig: 200, listEvents: 200 })
})

/** A program of each sample, and where they are. */
async function programs(address?: string): Promise<string> {
  const folder = await temporaryFolder()
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const call of calls) {
    const source = sample(call, 'TypeScript')
    const own = address === undefined ? source : source.replace(call.address, address)
    await writeFile(join(folder, `${call.sdk.id}.ts`), `${own}\n`)
  }
  return folder
}

test('every TypeScript sample compiles against the SDK', async () => {
  const folder = await programs()
  const right = await readFile(join(folder, 'sendMessage.ts'), 'utf8')
  await writeFile(join(folder, 'wrong.ts'), right.replace('userId:', 'user:'))
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: ['node'],
    paths: { '@openclaw/sdk': [sdk] },
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc], { cwd: folder, encoding: 'utf8' })
  // That one, and no other: the compiler did look at them.
  expect(stdout.match(/^\S+(?=: error)/gm), stdout).toEqual([expect.stringMatching(/^wrong\.ts\(/)])
})

test('every TypeScript sample runs, and fails at most at an id that is nowhere', async () => {
  await using server = await gateway()
  const folder = await programs(server.url)
  await writeFile(
    join(folder, 'run.mjs'),
    `import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
registerHooks({ resolve: (name, context, next) =>
  next(name === '@openclaw/sdk' ? ${JSON.stringify(pathToFileURL(sdk).href)} : name, context) })
const ends = {}
for (const id of process.argv.slice(2))
  ends[id] = await import(\`./\${id}.ts\`).then(() => 'done', (error) => error.status ?? String(error))
writeFileSync('ends.json', JSON.stringify(ends))`,
  )
  const ids = calls.map(({ sdk: { id } }) => id)
  await promisify(execFile)(process.execPath, ['run.mjs', ...ids], { cwd: folder, env })
  const ends = JSON.parse(await readFile(join(folder, 'ends.json'), 'utf8')) as object
  for (const call of calls) {
    const right = ['done', ...(needsId(call) ? [404, 409] : [])]
    const end = (ends as Record<string, unknown>)[call.sdk.id]
    expect(right, `${call.sdk.id}: ${String(end)}`).toContain(end)
  }
})

test('the command prints the samples of a language for the tests of its SDK', () => {
  const run = (language: string) =>
    spawnSync(process.execPath, [join(root, 'scripts/docs/samples-of.ts'), language], {
      encoding: 'utf8',
    })
  const { address, samples } = JSON.parse(run('python').stdout) as {
    address: string
    samples: Record<string, string>
  }
  expect(Object.keys(samples).sort()).toEqual(Object.keys(known).sort())
  for (const source of Object.values(samples)) expect(source).toContain(`base_url="${address}"`)
  expect(samples['sendMessage']).toContain('claw.messages.send(')
  expect(run('cobol')).toMatchObject({ status: 1, stdout: '' })
})
