import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OpenClaw } from '../../src/index.ts'
import { end, foreignEnvironment, type Gateway, token } from './gateway.ts'
import { Visitor } from './visitor.ts'

const messages = 60
/** After which of them the bot is killed, and after which the gateway. */
const botKills = [8, 17, 29, 44, 52]
const gatewayKill = 37
const answeredMs = 40_000

class Bot {
  readonly #line: { consumer: string; url: string }
  #child: ChildProcess | undefined
  #starting: Promise<void> = Promise.resolve()
  output = ''

  constructor(line: { consumer: string; url: string }) {
    this.#line = line
  }

  /** The file that it keeps its place in. */
  get position(): string {
    return join(this.#line.consumer, 'bot-position')
  }

  start(afterMs = 0): Promise<void> {
    this.#starting = this.#start(afterMs)
    return this.#starting
  }

  async #start(afterMs: number): Promise<void> {
    await sleep(afterMs)
    const { consumer, url } = this.#line
    const child = spawn(process.execPath, ['bot.ts'], {
      cwd: consumer,
      env: {
        ...foreignEnvironment(),
        OPENCLAW_BASE_URL: url,
        OPENCLAW_GATEWAY_TOKEN: token,
        BOT_POSITION: this.position,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const before = this.output.length
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => (this.output += data.toString()))
    }
    for (let look = 0; !this.output.includes('The bot listens.', before); look += 1) {
      if (look > 1_000 || child.exitCode !== null)
        throw new Error(`It did not start:\n${this.output}`)
      await sleep(10)
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    await this.#starting.catch(() => undefined)
    const child = this.#child
    if (child === undefined) return null
    await end(child, signal)
    return child.exitCode
  }
}

/**
 * A visitor writes through the web chat while the bot is killed again and again, and once the gateway.
 * @returns what was seen
 */
export async function surviveKills(consumer: string, gateway: Gateway): Promise<string> {
  const bot = new Bot({ consumer, url: gateway.url })
  const visitor = new Visitor(gateway.url)
  const texts = Array.from({ length: messages }, (_, index) => `message ${String(index + 1)}`)
  const open: number[] = []
  try {
    await bot.start()
    const begin = await readFile(bot.position, 'utf8')
    for (const [index, text] of texts.entries()) {
      await visitor.say(`say-${String(index)}`, text)
      if (botKills.includes(index)) {
        // In the middle of a burst, which goes on while nobody is there.
        await bot.kill('SIGKILL')
        open.push(index + 1 - (await answersOf(gateway)).length)
        bot.start(150).catch((error: unknown) => (bot.output += String(error)))
      }
      if (index === gatewayKill) {
        await gateway.kill('SIGKILL')
        await gateway.start()
      }
    }
    await answered(gateway, bot)
    await visitor.look()
    await heard(visitor, texts)
    assert.equal(await bot.kill('SIGTERM'), 0, bot.output)
    await seeAgain(bot, begin)
    await answered(gateway, bot)
  } finally {
    await bot.kill('SIGKILL')
    visitor.close()
  }
  assert.ok(
    open.some((count) => count > 0),
    'nothing was open at any kill',
  )
  return `${String(messages)} messages, each answered once; the bot was killed with ${open.join(', ')} of them open, the gateway once, and all messages seen again`
}

/** All messages come to it once more, as some do after a crash: with its place of the beginning. */
async function seeAgain(bot: Bot, begin: string): Promise<void> {
  const reached = await readFile(bot.position, 'utf8')
  await writeFile(bot.position, begin)
  await bot.start()
  const until = Date.now() + answeredMs
  while (Number(await readFile(bot.position, 'utf8')) < Number(reached)) {
    assert.ok(Date.now() < until, `it did not go on from ${begin} to ${reached}:\n${bot.output}`)
    await sleep(50)
  }
  assert.equal(await bot.kill('SIGTERM'), 0, bot.output)
}

/** All are answered, each once: in the gateway's own record. */
async function answered(gateway: Gateway, bot: Bot): Promise<void> {
  const until = Date.now() + answeredMs
  let answers = await answersOf(gateway)
  while (new Set(answers).size < messages && Date.now() < until) {
    await sleep(100)
    answers = await answersOf(gateway)
  }
  assert.equal(new Set(answers).size, messages, `answered: ${answers.join()}\n${bot.output}`)
  // One too many would come late.
  await sleep(500)
  assert.equal((await answersOf(gateway)).length, messages, bot.output)
}

async function answersOf({ url }: Gateway): Promise<string[]> {
  const claw = new OpenClaw({ baseUrl: url, token })
  const answers: string[] = []
  for await (const { id } of claw.sessions.list({ channel: 'webchat' })) {
    for await (const { direction, message } of claw.sessions.messages(id)) {
      if (direction === 'outbound' && message.startsWith('You said: ')) answers.push(message)
    }
  }
  return answers
}

/** They have come to the visitor as well, also those from while the visitor was away. */
async function heard(visitor: Visitor, texts: string[]): Promise<void> {
  const expected = texts.map((text) => `You said: ${text}`)
  for (let look = 0; look < 100; look += 1) {
    if (expected.every((text) => [...visitor.heard.values()].includes(text))) break
    await sleep(50)
  }
  const answers = [...visitor.heard.values()].filter((text) => text.startsWith('You said: '))
  assert.deepEqual([...answers].sort(), [...expected].sort())
}
