import { type ExpressionBuilder, sql } from 'kysely'
import { prepared, type Values } from '../prepared.ts'
import type { Database } from '../schema.ts'
import type { Scope } from '../scope.ts'
import type { MessageChange, MessageClaim, MessageRow, MessageTable } from '../store.ts'
import { behindAllIds } from './ids.ts'

const columns = [
  'id',
  'session_id as sessionId',
  'channel',
  'user_id as userId',
  'direction',
  'message',
  'status',
  'error',
  'external_id as externalId',
  'sender_id as senderId',
  'sender_name as senderName',
  'attempts',
  'retries',
  'part',
  'text_offset as offset',
  'uncertain_since as uncertainSince',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

type Messages = ExpressionBuilder<Database, 'messages'>

/** In the words of the partial index, else it does not serve. */
const unfinished = (eb: Messages) =>
  eb('status', 'in', [sql.lit('queued' as const), sql.lit('sending' as const)])

const insert = prepared((db, value: Values<MessageRow>) => {
  const predecessor = db
    .selectFrom('messages')
    .select('id')
    .where('session_id', '=', value('sessionId'))
    .where(unfinished)
  // PostgreSQL would take a bare parameter here for text.
  const now = sql<number>`cast(${value('createdAt')} as bigint)`
  const waits = sql<boolean>`${value('status')} <> 'queued' or exists ${predecessor}`
  return db.insertInto('messages').values({
    id: value('id'),
    session_id: value('sessionId'),
    channel: value('channel'),
    user_id: value('userId'),
    direction: value('direction'),
    message: value('message'),
    status: value('status'),
    error: value('error'),
    external_id: value('externalId'),
    sender_id: value('senderId'),
    sender_name: value('senderName'),
    attempts: value('attempts'),
    retries: value('retries'),
    part: value('part'),
    text_offset: value('offset'),
    uncertain_since: value('uncertainSince'),
    due_at: sql<number | null>`case when ${waits} then null else ${now} end`,
    created_at: value('createdAt'),
    updated_at: value('updatedAt'),
  })
})

const byId = prepared((db, value: Values<{ id: string }>) =>
  db.selectFrom('messages').select(columns).where('id', '=', value('id')),
)

const byExternalId = prepared((db, value: Values<{ channel: string; externalId: string }>) =>
  db
    .selectFrom('messages')
    .select(columns)
    .where('channel', '=', value('channel'))
    .where('external_id', '=', value('externalId')),
)

const page = prepared((db, value: Values<{ sessionId: string; before: string; limit: number }>) =>
  db
    .selectFrom('messages')
    .select(columns)
    .where('session_id', '=', value('sessionId'))
    .where('id', '<', value('before'))
    .orderBy('id', 'desc')
    .limit(value('limit')),
)

interface Claim {
  channel: string
  now: number
  leaseUntil: number
  limit: number
}

const claim = prepared((db, value: Values<Claim>) =>
  db
    .updateTable('messages')
    .set((eb) => ({
      status: 'sending',
      attempts: eb('attempts', '+', 1),
      due_at: value('leaseUntil'),
      updated_at: value('now'),
    }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('messages')
        .select('id')
        .where('channel', '=', value('channel'))
        .where('status', '=', 'queued')
        .where('due_at', '<=', value('now'))
        .orderBy('due_at')
        .orderBy('id')
        .limit(value('limit')),
    )
    .returning(columns),
)

const release = prepared((db, value: Values<MessageClaim & { dueAt: number }>) =>
  db
    .updateTable('messages')
    .set((eb) => ({ status: 'queued', attempts: eb('attempts', '-', 1), due_at: value('dueAt') }))
    .where('id', '=', value('id'))
    .where('attempts', '=', value('attempts')),
)

interface Settle extends MessageClaim, Omit<MessageChange, 'nextAttemptAt'> {
  dueAt: number | null
}

const settle = prepared((db, value: Values<Settle>) =>
  db
    .updateTable('messages')
    .set({
      status: value('status'),
      error: value('error'),
      due_at: value('dueAt'),
      retries: value('retries'),
      part: value('part'),
      text_offset: value('offset'),
      uncertain_since: value('uncertainSince'),
      updated_at: value('at'),
    })
    .where('id', '=', value('id'))
    .where('status', '=', 'sending')
    .where('attempts', '=', value('attempts'))
    .returning(columns),
)

const callNext = prepared((db, value: Values<{ sessionId: string; at: number }>) =>
  db
    .updateTable('messages')
    .set({ due_at: value('at') })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('messages')
        .select('id')
        .where('session_id', '=', value('sessionId'))
        .where(unfinished)
        .orderBy('id')
        .limit(1),
    ),
)

const nextDue = prepared((db, value: Values<{ channel: string }>) =>
  db
    .selectFrom('messages')
    .select((eb) => eb.fn.min('due_at').as('at'))
    .where('channel', '=', value('channel'))
    .where('status', '=', 'queued')
    .where('due_at', 'is not', null),
)

const abandoned = prepared((db, value: Values<{ channel: string; leaseBefore: number }>) =>
  db
    .selectFrom('messages')
    .select(columns)
    .where('channel', '=', value('channel'))
    .where('status', '=', 'sending')
    .where('due_at', '<', value('leaseBefore'))
    .orderBy('due_at'),
)

const sendingChannels = prepared((db) =>
  db
    .selectFrom('messages')
    .select('channel')
    .distinct()
    .where('status', '=', 'sending')
    // In the words of the partial index, else it does not serve.
    .where('due_at', 'is not', null),
)

export const messageTable = (scope: Scope): MessageTable => ({
  async insert(row) {
    await insert(scope, row)
  },
  async get(id) {
    return (await byId(scope, { id })).rows[0]
  },
  async findByExternalId(channel, externalId) {
    return (await byExternalId(scope, { channel, externalId })).rows[0]
  },
  async list({ sessionId, limit, before = behindAllIds }) {
    return (await page(scope, { sessionId, limit, before })).rows
  },
  async claim(query) {
    const { rows } = await claim(scope, query)
    // What an update returns has no order of its own.
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  },
  async release({ id, attempts }, dueAt) {
    await release(scope, { id, attempts, dueAt })
  },
  async settle({ id, attempts }, { nextAttemptAt, ...change }) {
    const { status, at } = change
    const dueAt = status === 'queued' ? (nextAttemptAt ?? at) : null
    const row = (await settle(scope, { id, attempts, ...change, dueAt })).rows[0]
    if (row !== undefined && dueAt === null) await callNext(scope, { sessionId: row.sessionId, at })
    return row
  },
  async nextDue(channel) {
    return (await nextDue(scope, { channel })).rows[0]?.at ?? undefined
  },
  async sendingChannels() {
    return (await sendingChannels(scope, {})).rows.map(({ channel }) => channel)
  },
  async abandoned(query) {
    return (await abandoned(scope, query)).rows
  },
})
