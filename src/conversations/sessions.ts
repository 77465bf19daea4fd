import type { Message, MessagePage, Session, SessionPage } from '../generated/types.ts'
import { decodeCursor } from '../kernel/cursor.ts'
import { notFound } from '../kernel/errors.ts'
import { pageOf, type PageQuery } from '../kernel/page.ts'
import type { Store } from '../store/store.ts'
import { toMessage, toSession } from './rows.ts'

/** Sessions as the API shows them. */
export class Sessions {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  count(): Promise<number> {
    return this.#store.read((tables) => tables.sessions.count())
  }

  async list(query: PageQuery & { channel?: string; userId?: string }): Promise<SessionPage> {
    const { channel, userId, limit, cursor } = query
    const before = cursor === undefined ? undefined : sessionCursor(cursor)
    const rows = await this.#store.read((tables) =>
      tables.sessions.list({ channel, userId, before, limit: limit + 1 }),
    )
    const { page, next } = pageOf(rows, limit, (row) => [row.lastActivity, row.id])
    return { sessions: page.map(toSession), ...next }
  }

  async get(id: string): Promise<Session> {
    const row = await this.#store.read((tables) => tables.sessions.get(id))
    if (row === undefined) throw notFound('session', id)
    return toSession(row)
  }

  async delete(id: string): Promise<void> {
    const existed = await this.#store.write((tables) => tables.sessions.delete(id))
    if (!existed) throw notFound('session', id)
  }

  /** The newest messages of a conversation, oldest first; none where there is no such conversation. */
  async newest(of: { channel: string; userId: string; limit: number }): Promise<Message[]> {
    const { channel, userId, limit } = of
    const rows = await this.#store.read(async (tables) => {
      const [session] = await tables.sessions.list({ channel, userId, limit: 1 })
      return session === undefined ? [] : tables.messages.list({ sessionId: session.id, limit })
    })
    return rows.map(toMessage).reverse()
  }

  async messages(id: string, { limit, cursor }: PageQuery): Promise<MessagePage> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['string'])[0]
    const rows = await this.#store.read(async (tables) => {
      if ((await tables.sessions.get(id)) === undefined) throw notFound('session', id)
      return tables.messages.list({ sessionId: id, before, limit: limit + 1 })
    })
    const { page, next } = pageOf(rows, limit, (row) => [row.id])
    return { messages: page.map(toMessage), ...next }
  }
}

function sessionCursor(cursor: string): { lastActivity: number; id: string } {
  const [lastActivity, id] = decodeCursor(cursor, ['number', 'string'])
  return { lastActivity, id }
}
