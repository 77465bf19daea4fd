import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WebhookReceiver } from '../../../../test/support/webhook-receiver.ts'
import { receive } from '../peers/people.ts'
import { command } from './command.ts'
import { end, foreignEnvironment } from './gateway.ts'

export interface Snippet {
  /** Of the heading that it stands under. */
  title: string
  code: string
  /** What stands behind the language: `runs-on` for one that only ends when it is told to, `browser` for one that needs a page. */
  kind: '' | 'runs-on' | 'browser'
  file: string
}

interface Place {
  consumer: string
  url: string
  token: string
  receiver: WebhookReceiver
}

const liveMs = 15_000

/** The TypeScript of the README, each block a program of its own in the consumer's folder. */
export async function extract(readme: string, consumer: string): Promise<Snippet[]> {
  const folder = join(consumer, 'snippets')
  await mkdir(folder)
  const text = await readFile(readme, 'utf8')
  const blocks = [...text.matchAll(/^```ts *(\S*)\n(.*?)^```$/gms)]
  const snippets = blocks.map(({ 1: kind = '', 2: code = '', index }, number) => ({
    title: [...text.slice(0, index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '',
    code,
    kind: kind as Snippet['kind'],
    file: join(folder, `${String(number + 1).padStart(2, '0')}.ts`),
  }))
  assert.ok(snippets.length >= 10)
  for (const { file, code } of snippets) await writeFile(file, code)
  return snippets
}

/** Runs one: to its end, or until it has dealt with a message that comes in. */
export async function runSnippet({ file, kind }: Snippet, place: Place): Promise<string> {
  const { consumer, url, token } = place
  const env = { OPENCLAW_BASE_URL: url, OPENCLAW_GATEWAY_TOKEN: token }
  if (kind === '') {
    const output = await command([process.execPath, file], { cwd: consumer, env })
    assert.notEqual(output.trim(), '', 'it wrote nothing')
    return output.trim().split('\n').at(-1) ?? ''
  }
  const child = spawn(process.execPath, [file], {
    cwd: consumer,
    env: { ...foreignEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  try {
    return await seesMessage(place, { output: () => output, left: () => child.exitCode !== null })
  } finally {
    await end(child, 'SIGTERM')
  }
}

/** Sends messages to it until one shows in what it writes, or is answered. */
async function seesMessage(
  { url, receiver }: Place,
  { output, left }: { output: () => string; left: () => boolean },
): Promise<string> {
  const until = Date.now() + liveMs
  for (let number = 1; Date.now() < until && !left(); number += 1) {
    const message = `hello ${String(number)} ${crypto.randomUUID()}`
    await receive(url, 'reader', message)
    for (let look = 0; look < 10; look += 1) {
      if (output().includes(message)) return 'it wrote the message'
      if (receiver.deliveries.some(({ body }) => body.message === `You said: ${message}`)) {
        return 'it answered'
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error(`It did not deal with a message:\n${output()}`)
}

const strict = {
  target: 'es2024',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // The declarations themselves are checked as well.
  skipLibCheck: false,
  noEmit: true,
}

/** Where the package is used, and how: `name` of a configuration, and what it is about. */
const projects = {
  node: {
    compilerOptions: {
      ...strict,
      module: 'nodenext',
      lib: ['es2024'],
      types: ['node'],
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
    },
    include: ['snippets', 'bot.ts'],
  },
  commonjs: {
    compilerOptions: { ...strict, module: 'node16', lib: ['es2024'], types: ['node'] },
    include: ['required.cts'],
  },
  browser: {
    compilerOptions: {
      ...strict,
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: [],
    },
    include: [] as string[],
  },
}

const required = `import { OpenClaw, type Message } from '@openclaw/sdk'
const claw = new OpenClaw({ token: 'any' })
export const send = (): Promise<Message> => claw.messages.send({ channel: 'support', userId: '1', message: 'a' })
`

const inPage = `import { OpenClaw } from '@openclaw/sdk'
export const claw = new OpenClaw({ token: 'any', WebSocket, fetch, logger: console })
`

/** The README and the bot compile against the package as it is installed, in each way to use it. */
export async function compile(
  snippets: Snippet[],
  { consumer, tsc }: { consumer: string; tsc: string },
): Promise<string> {
  await writeFile(join(consumer, 'required.cts'), required)
  const page = join(consumer, 'page.ts')
  await writeFile(page, inPage)
  const inPages = snippets.filter(({ kind }) => kind === 'browser').map(({ file }) => file)
  assert.equal(inPages.length, 1)
  const { node, commonjs, browser } = projects
  const all = {
    node: { ...node, exclude: inPages },
    commonjs,
    browser: { ...browser, include: [...inPages, page] },
  }
  for (const [name, project] of Object.entries(all)) {
    const file = join(consumer, `tsconfig.${name}.json`)
    await writeFile(file, JSON.stringify(project))
    await command([process.execPath, tsc, '-p', file], { cwd: consumer })
  }
  return `${String(snippets.length)} snippets, the bot, as a CommonJS module and in a page`
}
