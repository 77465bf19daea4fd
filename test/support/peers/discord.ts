import { apiError, DiscordServer, rateLimited } from '../discord-server.ts'
import { Front } from './front.ts'
import type { Peer, Said, Vendor } from './peer.ts'

const said: Said = { taken: true }
const idOf = (user: number): string => String(1_150_000_000_000_001_000n + BigInt(user))

async function open(): Promise<Peer> {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await DiscordServer.start())
  const front = opened.use(
    await Front.open({
      service: () => new URL(server.apiRoot).origin,
      isSend: (method, path) => method === 'POST' && path.endsWith('/messages'),
    }),
  )
  const last = new Map<number, Record<string, unknown>>()
  const say = (user: number, text: string, extra = {}): Promise<Said> => {
    const userId = idOf(user)
    const id = server.say(text, { userId, extra })
    last.set(user, { id, text, extra })
    return Promise.resolve(said)
  }
  const resources = opened.move()
  return {
    config: { type: 'discord', botToken: server.token, apiRoot: `${front.url}/api` },
    front,
    meet: () => undefined,
    address: idOf,
    say: (user, text) => say(user, text),
    sayMore: (user, extra) => say(user, '', extra),
    repeat: (user) => {
      const { id, text, extra } = last.get(user) ?? {}
      // As after a resume from an older sequence than the gateway had reached.
      server.say(String(text), { userId: idOf(user), extra: { ...(extra as object), id } })
      return Promise.resolve(said)
    },
    // As the user sees it: Discord drops a message whose nonce it has seen.
    arrived: (user) =>
      server.sent.filter(({ userId }) => userId === idOf(user)).map(({ text }) => text),
    leave: async () => {
      await Promise.all([front.disconnect(), server.disconnect()])
    },
    comeBack: async () => {
      await Promise.all([front.connect(), server.connect()])
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

export const discord: Vendor = {
  type: 'discord',
  open,
  sender: { of: (user) => ({ id: idOf(user), name: `user${idOf(user).slice(-3)}` }) },
  later: {
    fate: (seconds) => (seconds === undefined ? apiError(503, 0, 'busy') : rateLimited(seconds)),
    reason: /^Discord (answered 503|asks to wait)/,
  },
  never: {
    fate: apiError(403, 50_007, 'Cannot send messages to this user'),
    reason: /^Discord answered 403 Cannot send messages to this user/,
  },
  lost: { status: 'sent', attempts: ['unknown', 'sent'] },
  plain: 'Hello \\*from\\* \\<b>API\\</b>!',
  longest: 2_000,
  connection: { by: 'watching', reason: /^(Discord could not be|The connection to Discord)/ },
  token: { wrong: 'not.the.token', reason: /^Discord refused the bot token/ },
  refusal: undefined,
  hostile: { long: 'cleaned', nul: 'cleaned', surrogates: 'cleaned' },
  attachment: {
    parts: { content: 'As agreed', attachments: [{ filename: 'offer.pdf' }] },
    note: '[attachment: offer.pdf] As agreed',
  },
}
