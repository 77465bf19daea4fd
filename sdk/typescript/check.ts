// Builds and packs the SDK, and uses the package as others will: in an empty folder, in each runtime, with the code of its README and with
// its bot, against the real gateway and the mock. Needs the packages of the repository, npm and a registry. The last line is the total.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebhookReceiver } from '../../test/support/webhook-receiver.ts'
import { surviveKills } from './test/package/bot.ts'
import { command, npmInstall } from './test/package/command.ts'
import { edgeRuns, edgeUses, exerciseEdge } from './test/package/edge.ts'
import { configOf, Gateway, startMock, token } from './test/package/gateway.ts'
import { bothWays, pack, size, staysHere } from './test/package/pack.ts'
import {
  exercise,
  installRuntimes,
  type Place,
  type Runtime,
  runs,
  uses,
} from './test/package/runtimes.ts'
import { compile, extract, runSnippet } from './test/package/snippets.ts'
import { each, Steps } from './test/package/steps.ts'
import { runSuites } from './test/package/suites.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const steps = new Steps()
const folder = await mkdtemp(join(tmpdir(), 'openclaw-sdk-'))
const consumer = join(folder, 'consumer')
try {
  // Mostly a download, beside which the rest of this goes on.
  const runtimes = steps.step('runtimes', () => installRuntimes(join(folder, 'runtimes')))
  const tarball = await steps.step('npm pack', () => pack(here, folder))
  if (tarball !== undefined) {
    await installed(tarball)
    await used(runtimes)
  }
  await runtimes
} catch (error) {
  steps.failed += 1
  console.error(error)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
console.log(`${String(steps.passed)} passed, ${String(steps.failed)} failed`)
process.exitCode = steps.failed === 0 ? 0 : 1

/** The package itself. */
async function installed(tarball: string): Promise<void> {
  const tool = (path: string): string => join(root, 'node_modules', path)
  const node = (...args: string[]) => command([process.execPath, ...args], { cwd: here })
  await steps.step('installs in an empty folder', async () => {
    await mkdir(consumer)
    await writeFile(join(consumer, 'package.json'), '{"private": true, "type": "module"}')
    await npmInstall(consumer, [
      tarball,
      'ws@8.23.0',
      '@types/ws@8.18.2',
      '@types/node@24.19.2',
      'chai@6.3.0',
    ])
    await cp(join(here, 'test/runtimes'), consumer, { recursive: true })
    await cp(join(here, 'examples/bot.ts'), join(consumer, 'bot.ts'))
  })
  const sdk = join(consumer, 'node_modules/@openclaw/sdk')
  await steps.step('names nothing of this machine', () => staysHere(sdk, root))
  await steps.step('size', () => size(consumer))
  await steps.step('import and require', () => bothWays(consumer))
  await each(
    [
      () =>
        steps.step('publint', () => quiet(node(tool('publint/src/cli.js'), tarball, '--strict'))),
      () =>
        steps.step('attw', () => quiet(node(tool('@arethetypeswrong/cli/dist/index.js'), tarball))),
      () =>
        steps.step('typedoc', () =>
          quiet(node(tool('typedoc/bin/typedoc'), '--out', join(here, 'api-docs'))),
        ),
    ],
    (step) => step(),
  )
}

async function quiet(output: Promise<string>): Promise<void> {
  await output
}

type Installed = Promise<Awaited<ReturnType<typeof installRuntimes>> | undefined>

/** The package in use. */
async function used(installing: Installed): Promise<void> {
  await using receiver = await WebhookReceiver.start()
  await using gateway = await Gateway.start(join(folder, 'gateway'), configOf(receiver))
  await using mock = await startMock()
  const { url } = gateway
  const snippets =
    (await steps.step('README', () => extract(join(here, 'README.md'), consumer))) ?? []
  await each(
    [
      () =>
        steps.step('types', () =>
          compile(snippets, { consumer, tsc: join(root, 'node_modules/typescript/bin/tsc') }),
        ),
      async () => {
        for (const snippet of snippets.filter(({ kind }) => kind !== 'browser')) {
          await steps.step(`README, ${snippet.title}`, () =>
            runSnippet(snippet, { consumer, url, token, receiver }),
          )
        }
      },
    ],
    (work) => work(),
  )
  const runtimes = await installing
  if (runtimes !== undefined) {
    await inEach(runtimes, { consumer, gatewayUrl: url, mockUrl: mock.url, token })
  }
  await steps.step('the bot survives', () => surviveKills(consumer, gateway))
  if (runtimes !== undefined) await suitesIn(runtimes)
}

/** On each Node but for the one that runs this, which has them in `npm test`. */
async function suitesIn(runtimes: Record<string, Runtime>): Promise<void> {
  const nodes = Object.entries(runtimes).filter(([name]) => name.startsWith('node'))
  const others = nodes.filter(([, { version }]) => version !== process.versions.node)
  for (const [, { line, version }] of others) {
    const [program = ''] = line
    await steps.step(
      `the tests on Node ${version}`,
      () => runSuites(program, folder),
      (tests) => tests,
    )
  }
}

async function inEach(runtimes: Record<string, Runtime>, place: Place): Promise<void> {
  const named = (name: string): Runtime => {
    const runtime = runtimes[name]
    if (runtime === undefined) throw new Error(`There is no ${name}.`)
    return runtime
  }
  const programs = runs.map((run) => async () => {
    const runtime = named(run.runtime)
    const name = `${run.runtime} ${runtime.version}, ${run.program}, ${run.events}`
    await steps.step(name, () => exercise(run, runtime, place), uses)
  })
  const bundles = edgeRuns.map((run) => async () => {
    const runtime = named(run.runtime)
    const { compatibilityDate: date } = run
    const name = `${run.runtime} ${runtime.version}${date === undefined ? '' : `, as of ${date}`}, socket`
    await steps.step(name, () => exerciseEdge(run, runtime, place), edgeUses)
  })
  await each([...programs, ...bundles], (work) => work())
}
