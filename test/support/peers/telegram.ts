import { TelegramServer } from '../telegram-server.ts'
import { Front } from './front.ts'
import type { Peer, Said, Vendor } from './peer.ts'
import { until } from '../until.ts'

interface Update {
  update_id: number
  message: { chat: { id: number }; text?: string }
}

const said: Said = { taken: true }
const again = 'tell the last update once more'
const chatOf = (user: number): number => 1_000 + user

/** What the Bot API server can't do by itself: tell of an update once more, and carry a text of more than 100 KB. */
class Updates {
  readonly #last = new Map<number, Update>()
  readonly #long = new Map<string, string>()

  /** @returns what to say to the server in place of this text */
  carry(text: string): string {
    if (text.length < 50_000) return text
    const name = `long text ${this.#long.size}`
    this.#long.set(name, text)
    return name
  }

  async told(chat: number): Promise<void> {
    await until(() => {
      if (!this.#last.has(chat)) throw new Error(`Nothing was told of chat ${chat}.`)
    })
  }

  alter(path: string, answer: string): string {
    if (!path.endsWith('/getUpdates')) return answer
    const { result, ...rest } = JSON.parse(answer) as { result?: Update[] }
    if (result === undefined) return answer
    return JSON.stringify({ ...rest, result: result.flatMap((update) => this.#altered(update)) })
  }

  #altered(update: Update): unknown[] {
    const { message, update_id } = update
    if (message.text === again) return [this.#last.get(message.chat.id), { update_id }]
    const long = this.#long.get(message.text ?? '')
    const carried = long === undefined ? update : { update_id, message: { ...message, text: long } }
    this.#last.set(message.chat.id, carried)
    return [carried]
  }
}

async function open(): Promise<Peer> {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await TelegramServer.start())
  const updates = new Updates()
  const front = opened.use(
    await Front.open({
      service: () => server.apiRoot,
      isSend: (_method, path) => path.endsWith('/sendMessage'),
      alter: (path, answer) => updates.alter(path, answer),
    }),
  )
  const say = async (user: number, text: string, extra = {}): Promise<Said> => {
    await server.say(text, { chatId: chatOf(user), extra })
    return said
  }
  const resources = opened.move()
  return {
    config: { type: 'telegram', botToken: server.token, apiRoot: front.url },
    front,
    meet: () => undefined,
    address: (user) => String(chatOf(user)),
    say: (user, text) => say(user, updates.carry(text)),
    sayMore: (user, extra) => say(user, '', { text: undefined, ...extra }),
    repeat: async (user) => {
      await updates.told(chatOf(user))
      return say(user, again)
    },
    // Not the Bot API server's own list: it forgets after a minute.
    arrived: (user) =>
      front.arrivals
        .filter(({ taken }) => taken)
        .map(({ body }) => JSON.parse(body) as { chat_id: string; text: string })
        .filter(({ chat_id }) => chat_id === String(chatOf(user)))
        .map(({ text }) => text),
    leave: () => front.disconnect(),
    comeBack: () => front.connect(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

const refused = (error_code: number, description: string, parameters = {}) => ({
  status: error_code,
  body: { ok: false, error_code, description, parameters },
})

export const telegram: Vendor = {
  type: 'telegram',
  open,
  sender: { of: (user) => ({ id: String(chatOf(user)), name: 'TestName' }) },
  later: {
    fate: (seconds) =>
      seconds === undefined
        ? refused(503, 'Service Unavailable')
        : refused(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }),
    reason: /^Telegram answered (503|429)/,
  },
  never: {
    fate: refused(403, 'Forbidden: bot was blocked by the user'),
    reason: /^Telegram answered 403 Forbidden: bot was blocked/,
  },
  lost: { status: 'unknown', attempts: ['unknown'] },
  plain: 'Hello *from* <b>API</b>!',
  longest: 4_096,
  connection: { by: 'watching', reason: /^(Telegram could not be reached|The connection to Tele)/ },
  token: { wrong: '4242:not-the-token', reason: /^Telegram refused the bot token: 401/ },
  refusal: undefined,
  hostile: { long: 'cleaned', nul: 'cleaned', surrogates: 'cleaned' },
  attachment: {
    parts: { document: { file_name: 'offer.pdf' }, caption: 'As agreed' },
    note: '[document: offer.pdf] As agreed',
  },
}
