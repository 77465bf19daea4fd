// A bot that misses nobody: it keeps its place in a file, and goes on there when it is started again.
//
//   /time               tells what time it is
//   /history            tells how many messages this conversation has
//   anything else       is said back
//
// Start a gateway (`npm start`), open its web chat at /chat, and run this with the gateway's token:
//
//   OPENCLAW_GATEWAY_TOKEN=$(cat data/gateway-token) node bot.ts
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { ApiError, ConflictError, type Message, OpenClaw } from '@openclaw/sdk'

const file = process.env['BOT_POSITION'] ?? 'bot-position'

// A gateway that is restarted is back within seconds: so many tries are about a minute.
const claw = new OpenClaw({ maxRetries: 10, timeout: 10_000 })

const bot = claw.listen({
  after: await position(),
  onPosition: save,
  onGap: (gap) => {
    console.warn(gap.message)
  },
  onError: (error) => {
    // Refused: it will be at the next try too, so the others are not kept waiting for it.
    if (error instanceof ApiError && error.status < 500) console.error(error)
    // Not passed over: this ends the bot before its place is kept, and the next start begins with this message.
    else throw error
  },
})

bot.on('message:received', async (message, reply) => {
  try {
    await reply(await answerTo(message))
  } catch (error) {
    // The message was answered before a crash, with what was the time then: the same answer has the same key.
    if (!(error instanceof ConflictError)) throw error
  }
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    // The message that is being answered still is.
    bot.close()
  })
}
console.log('The bot listens.')
await bot.closed

async function answerTo({ channel, userId, message }: Message): Promise<string> {
  switch (message.trim()) {
    case '/time':
      return `It is ${new Date().toISOString()}.`
    case '/history': {
      const { items } = await claw.sessions.list({ channel, userId, limit: 1 })
      return `We have written ${String(items[0]?.messageCount ?? 0)} messages.`
    }
    default:
      return `You said: ${message}`
  }
}

/** The last event that was dealt with; at the first start, the newest that there is. */
async function position(): Promise<number> {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const { newest } = await claw.listEvents({ limit: 1 })
  save(newest)
  return newest
}

/** By a rename, so that the file is never half written. */
function save(id: number): void {
  writeFileSync(`${file}.new`, String(id))
  renameSync(`${file}.new`, file)
}
