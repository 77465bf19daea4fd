import type { ExpressionBuilder } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { prepared, type Values } from '../prepared.ts'
import type { Database } from '../schema.ts'
import type { Scope } from '../scope.ts'
import type { SessionTable } from '../store.ts'
import { sessionCount } from './counters.ts'

const columns = [
  'id',
  'channel',
  'user_id as userId',
  'message_count as messageCount',
  'last_activity as lastActivity',
] as const

interface Touch {
  id: string
  channel: string
  userId: string
  at: number
}

const touch = prepared((db, value: Values<Touch>) =>
  db
    .insertInto('sessions')
    .values({
      id: value('id'),
      channel: value('channel'),
      user_id: value('userId'),
      message_count: 1,
      last_activity: value('at'),
    })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'user_id']).doUpdateSet((eb) => ({
        message_count: eb('sessions.message_count', '+', 1),
        last_activity: later(eb),
      })),
    )
    .returning(columns),
)

/** SQLite's `max(a, b)` is PostgreSQL's `greatest(a, b)`; both know this. */
const later = (
  eb: ExpressionBuilder<Database & { excluded: Database['sessions'] }, 'sessions' | 'excluded'>,
) =>
  eb
    .case()
    .when('excluded.last_activity', '>', eb.ref('sessions.last_activity'))
    .then(eb.ref('excluded.last_activity'))
    .else(eb.ref('sessions.last_activity'))
    .end()

const byId = prepared((db, value: Values<{ id: string }>) =>
  db.selectFrom('sessions').select(columns).where('id', '=', value('id')),
)

const remove = prepared((db, value: Values<{ id: string }>) =>
  db.deleteFrom('sessions').where('id', '=', value('id')).returning('id'),
)

interface Page {
  channel: string
  userId: string
  lastActivity: number
  id: string
  limit: number
}

const page = (filter: { channel: boolean; userId: boolean }) =>
  prepared((db, value: Values<Page>) =>
    db
      .selectFrom('sessions')
      .select(columns)
      .where((eb) =>
        eb(eb.refTuple('last_activity', 'id'), '<', eb.tuple(value('lastActivity'), value('id'))),
      )
      .$if(filter.channel, (query) => query.where('channel', '=', value('channel')))
      .$if(filter.userId, (query) => query.where('user_id', '=', value('userId')))
      .orderBy('last_activity', 'desc')
      .orderBy('id', 'desc')
      .limit(value('limit')),
  )

const pageOfAll = page({ channel: false, userId: false })
const pageOfChannel = page({ channel: true, userId: false })
const pageOfUser = page({ channel: false, userId: true })
const pageOfBoth = page({ channel: true, userId: true })

const pageFor = ({ channel, userId }: { channel?: unknown; userId?: unknown }) => {
  if (channel === undefined) return userId === undefined ? pageOfAll : pageOfUser
  return userId === undefined ? pageOfChannel : pageOfBoth
}

/** Read from the index of a channel's activity; each conversation's newest inbound message from that of its messages. */
const positions = prepared((db, value: Values<{ channel: string; limit: number }>) =>
  db
    .selectFrom('sessions')
    .select((eb) => [
      'user_id as userId',
      eb
        .selectFrom('messages')
        .select('external_id')
        .whereRef('session_id', '=', 'sessions.id')
        .where('external_id', 'is not', null)
        .orderBy('messages.id', 'desc')
        .limit(1)
        .as('externalId'),
    ])
    .where('channel', '=', value('channel'))
    .orderBy('last_activity', 'desc')
    .orderBy('sessions.id', 'desc')
    .limit(value('limit')),
)

const beforeAll = { lastActivity: Number.MAX_SAFE_INTEGER, id: '' }

export const sessionTable = (scope: Scope): SessionTable => ({
  async touch(input) {
    const { rows } = await touch(scope, { id: newId('session'), ...input })
    const session = rows[0]
    if (session === undefined) throw new Error('An upsert returned no row.')
    const created = session.messageCount === 1
    if (created) await sessionCount.add(scope, 1)
    return { session, created }
  },
  async get(id) {
    return (await byId(scope, { id })).rows[0]
  },
  async list({ channel, userId, limit, before = beforeAll }) {
    const run = pageFor({ channel, userId })
    return (await run(scope, { channel: channel ?? '', userId: userId ?? '', limit, ...before }))
      .rows
  },
  async delete(id) {
    if ((await remove(scope, { id })).rows.length === 0) return false
    await sessionCount.add(scope, -1)
    return true
  },
  count: () => sessionCount.get(scope),
  async positions(query) {
    const { rows } = await positions(scope, query)
    return rows.flatMap(({ userId, externalId }) =>
      externalId === null ? [] : [{ userId, externalId }],
    )
  },
})
