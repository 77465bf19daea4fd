// Generates the client of each language, compiles it with a program that uses it and with the code of docs/clients.md, and runs
// these against the gateway and the mock: node test/clients/run.ts [language …]. The last line is the total, of calls:
// "N passed, N failed".
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { callsIn, callsOf, type Mode } from './calls.ts'
import { endAll, type Ended, run } from './command.ts'
import { documented } from './documented.ts'
import { startGateway, startMock, type Target } from './servers.ts'
import { type Toolchain, toolchains } from './toolchains.ts'
import { ensure } from './tools.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The longest first, so that no processor waits for the last one alone. */
const all = ['rust', 'java', 'go', 'python', 'typescript']
const wanted = process.argv.slice(2)
const unknown = wanted.filter((language) => !all.includes(language))
if (unknown.length > 0) {
  console.error(`There is no program in ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  console.log('0 passed, 1 failed')
  process.exit(2)
}
const languages = all.filter((language) => wanted.length === 0 || wanted.includes(language))
const width = Math.max(...all.map((language) => language.length))

let passed = 0
let failed = 0
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interruption.abort()
    endAll()
  })

const folder = await mkdtemp(join(tmpdir(), 'openclaw-clients-'))
try {
  await using gateway = await startGateway(join(folder, 'gateway'), languages)
  await using mock = await startMock()
  const queue = [...languages]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await check(next, { live: gateway, mock })
  }
  await Promise.all([work(), work()])
} catch (error) {
  failed += 1
  if (!interruption.signal.aborted) console.error(error)
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = interruption.signal.aborted ? 130 : failed === 0 ? 0 : 1

async function check(language: string, targets: Record<Mode, Target>): Promise<void> {
  const toolchain = toolchains[language]
  if (toolchain === undefined) throw new Error(`There is no toolchain for ${language}.`)
  const place = join(folder, language)
  const step = { language, place, toolchain }
  try {
    await timed(language, 'tools', () => ensure(toolchain.tools))
    await timed(language, 'generated', () => generate(step, targets.live))
    await timed(language, 'compiled', () => build(step))
    const commands = await toolchain.commands(place)
    for (const mode of ['live', 'mock'] as const)
      await timed(language, mode, () =>
        use({ ...step, mode, command: commands.program, target: targets[mode] }),
      )
    await timed(language, 'documented', () =>
      follow({ ...step, mode: 'live', command: commands.documented, target: targets.live }),
    )
  } catch (error) {
    failed += 1
    say(language, 'FAILED', error instanceof Error ? error.message : String(error))
  }
}

interface Step {
  language: string
  /** Has `openclaw-client` and `my-program`, side by side as docs/clients.md has them. */
  place: string
  toolchain: Toolchain
}

async function generate({ language, place, toolchain }: Step, { url }: Target): Promise<void> {
  const { make, code } = await documented(toolchain.title)
  const client = join(place, 'openclaw-client')
  await orThrow(['sh', '-c', make.replace('../openclaw-client', client)], { cwd: root })
  const program = join(place, 'my-program')
  await cp(fileURLToPath(new URL(language, import.meta.url)), program, { recursive: true })
  await toolchain.write(program, code.replace('http://127.0.0.1:3000', url))
}

async function build({ place, toolchain }: Step): Promise<void> {
  const { title, before = [], suffix = '', after, path } = toolchain
  const cwd = join(place, 'my-program')
  const own =
    path === undefined ? {} : { PATH: `${join(place, path)}:${process.env['PATH'] ?? ''}` }
  const commands = (await documented(title)).use.map((command) => command + suffix)
  for (const command of [...before, ...commands, ...after])
    await orThrow(['sh', '-c', command], { cwd, env: own })
}

async function orThrow(
  command: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<void> {
  const { code, output } = await run(command, { ...options, minutes: 8 })
  if (code !== 0)
    throw new Error(`${command.at(-1) ?? ''} ended with ${String(code)}:\n${output.trim()}`)
}

interface Use extends Step {
  mode: Mode
  command: string[]
  target: Target
}

function start({ language, mode, command, place, target }: Use): Promise<Ended> {
  const token = target.tokenOf(language)
  const own = { OPENCLAW_URL: target.url, OPENCLAW_TOKEN: token, OPENCLAW_MODE: mode }
  // The documented code takes this one alone.
  const env = { ...own, TOKEN: token }
  return run(command, { cwd: join(place, 'my-program'), minutes: 2, env })
}

/** Runs the program; each of its lines is one call that was right. */
async function use(step: Use): Promise<void> {
  const { language, mode } = step
  const { code, stdout, output } = await start(step)
  const right = callsIn(stdout)
  for (const line of stdout.split('\n')) if (line.startsWith('ok ')) say(language, mode, line)
  const missing = callsOf(language, mode).filter((call) => !right.includes(call))
  const more = right.filter((call) => !callsOf(language, mode).includes(call))
  passed += right.length - more.length
  if (code === 0 && missing.length === 0 && more.length === 0) return
  failed += Math.max(1, missing.length + more.length)
  const calls = `Missing: ${missing.join(', ') || 'none'}; unknown: ${more.join(', ') || 'none'}`
  say(language, 'FAILED', `${mode}: it ended with ${String(code)}. ${calls}.\n${output.trim()}`)
}

/** Runs the code of docs/clients.md. */
async function follow(step: Use): Promise<void> {
  const { code, output } = await start(step)
  if (code === 0) passed += 1
  else failed += 1
  if (code !== 0) say(step.language, 'FAILED', `docs/clients.md: it ended with ${code}.\n${output}`)
}

async function timed(language: string, step: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now()
  await work()
  say(language, step, `${((performance.now() - started) / 1000).toFixed(1)} s`)
}

function say(language: string, step: string, text: string): void {
  if (!interruption.signal.aborted)
    console.log(`${language.padEnd(width)}  ${step.padEnd(10)}  ${text}`)
}
