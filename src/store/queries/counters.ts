import type { ChannelCounts, ChannelCountTable } from '../store.ts'
import { prepared, type Values } from '../prepared.ts'
import type { CounterName, Database } from '../schema.ts'
import type { Scope } from '../scope.ts'

const bump = prepared((db, value: Values<{ name: CounterName; channel: string; by: number }>) =>
  db
    .insertInto('counters')
    .values({ name: value('name'), channel: value('channel'), value: value('by') })
    .onConflict((conflict) =>
      conflict.columns(['name', 'channel']).doUpdateSet((eb) => ({
        value: eb('counters.value', '+', eb.ref('excluded.value')),
      })),
    ),
)

const ofName = prepared((db, value: Values<{ name: CounterName }>) =>
  db.selectFrom('counters').select('value').where('name', '=', value('name')),
)

const ofChannels = prepared((db) =>
  db.selectFrom('counters').selectAll().where('channel', '<>', '').orderBy('channel'),
)

/** Sessions are counted as they come and go: counting a million takes tens of milliseconds. */
export const sessionCount = {
  add: (scope: Scope, by: 1 | -1) => bump(scope, { name: 'sessions', channel: '', by }),
  get: async (scope: Scope) => (await ofName(scope, { name: 'sessions' })).rows[0]?.value ?? 0,
}

export const channelCountTable = (scope: Scope): ChannelCountTable => ({
  add: async (channel, counter) => {
    await bump(scope, { name: counter, channel, by: 1 })
  },
  list: async () => byChannel((await ofChannels(scope, {})).rows),
})

const none = { received: 0, sent: 0, failed: 0, unknown: 0 }

function byChannel(rows: Database['counters'][]): ChannelCounts[] {
  const counts = new Map<string, ChannelCounts>()
  for (const { channel, name, value } of rows) {
    const known = counts.get(channel) ?? { channel, ...none }
    counts.set(channel, { ...known, [name]: value })
  }
  return [...counts.values()]
}
