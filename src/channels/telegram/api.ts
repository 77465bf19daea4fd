// The web build calls the global `fetch`: it tells failures to connect from later ones, gives up connecting after 10 s, and
// loads in 8 ms and 2 MB. The Node build brings node-fetch 2, which does neither and takes 55 ms and 18 MB.
import { Api } from 'grammy/web'
import type { Update, UserFromGetMe } from 'grammy/types'
import type { TelegramConfig } from '../../generated/types.ts'

/** No call may take longer. Above the 30 s of a long poll. */
const timeoutSeconds = 60

/** An answer that no Bot API server gives: a proxy's page, a hotel's portal, a wrong address. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer'
  readonly status: number

  constructor(status: number) {
    super(`answered ${status} without a Bot API body`)
    this.status = status
  }
}

/** What this channel calls. All methods throw grammY's `GrammyError` or `HttpError`. */
export interface BotApi {
  getMe(signal: AbortSignal): Promise<UserFromGetMe>
  /** @param query `timeout` is in seconds */
  getUpdates(
    query: { offset: number; timeout: number; limit?: number },
    signal: AbortSignal,
  ): Promise<Update[]>
  /** Without a parse mode, unless the configuration has one, nothing in the text is taken for markup. */
  sendMessage(chat: string, text: string, signal: AbortSignal): Promise<void>
}

type GrammySignal = Parameters<Api['getMe']>[0]

export function createApi({ botToken, apiRoot, parseMode }: TelegramConfig): BotApi {
  const root = apiRoot.replace(/\/+$/, '')
  const markup = parseMode === undefined ? {} : { parse_mode: parseMode }
  const api = new Api(botToken, { apiRoot: root, timeoutSeconds, fetch: fetchAnswer })
  return {
    getMe: (signal) => api.getMe(forGrammy(signal)),
    getUpdates: (query, signal) =>
      api.getUpdates({ ...query, allowed_updates: ['message'] }, forGrammy(signal)),
    sendMessage: async (chat, text, signal) => {
      await api.sendMessage(chat, text, markup, forGrammy(signal))
    },
  }
}

/** The web build works with the platform's own signals, but shares the types of the Node build. */
const forGrammy = (signal: AbortSignal): GrammySignal => signal as unknown as GrammySignal

/** grammY takes any JSON for an answer and loses the status of what is none. */
async function fetchAnswer(url: string, init: RequestInit): Promise<Pick<Response, 'json'>> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  const answer = parse(await response.text())
  if (!isAnswer(answer)) throw new ForeignAnswer(response.status)
  return { json: () => Promise.resolve(answer) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isAnswer = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'ok' in answer &&
  (answer.ok === true || ('error_code' in answer && typeof answer.error_code === 'number'))
