import { sql } from 'kysely'
import { eventTypes } from '../../generated/events.ts'
import { prepared, type Values } from '../prepared.ts'
import { type Db, execute, type Scope } from '../scope.ts'
import type { EventRow, EventTable } from '../store.ts'

type EventType = EventRow['type']

// One more than the newest, not a sequence: numbers of a sequence appear out of order and leave gaps.
const append = prepared((db, value: Values<Omit<EventRow, 'id'>>) =>
  db
    .insertInto('events')
    .values((eb) => ({
      id: eb
        .selectFrom('events')
        .select((inner) =>
          inner(inner.fn.coalesce(inner.fn.max('id'), sql.lit(0)), '+', 1).as('id'),
        ),
      type: value('type'),
      time: value('time'),
      payload: value('payload'),
    }))
    .returning('id'),
)

interface Stretch {
  after: number
  limit: number
}

const read = prepared((db, value: Values<Stretch>) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('id', '>', value('after'))
    .orderBy('id')
    .limit(value('limit')),
)

// As many rows of each type as are asked for, each from its own index range: a filter over all types reads the whole log
// to find the few of a rare one.
const readTypes = (db: Db, { after, limit }: Stretch, types: readonly EventType[]) => {
  const [first, ...others] = types.map((type) =>
    db
      .selectFrom((eb) =>
        eb
          .selectFrom('events')
          .selectAll()
          .where('type', '=', type)
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit)
          .as('of_type'),
      )
      .selectAll(),
  )
  return others
    .reduce((union, query) => union?.unionAll(query), first)
    ?.orderBy('id')
    .limit(limit)
}

const bounds = prepared((db) =>
  db.selectNoFrom((eb) => [
    eb
      .selectFrom('events')
      .select((e) => e.fn.min('id').as('id'))
      .as('first'),
    eb
      .selectFrom('events')
      .select((e) => e.fn.max('id').as('id'))
      .as('last'),
  ]),
)

const oldest = prepared((db, value: Values<{ limit: number }>) =>
  db.selectFrom('events').select(['id', 'time']).orderBy('id').limit(value('limit')),
)

const removeBelow = prepared((db, value: Values<{ id: number }>) =>
  db.deleteFrom('events').where('id', '<', value('id')),
)

async function eventBounds(scope: Scope): Promise<{ first: number; last: number }> {
  const row = (await bounds(scope, {})).rows[0]
  return { first: row?.first ?? 0, last: row?.last ?? 0 }
}

// From the old end only, so that what is kept has no gap even when the clock was turned back.
async function trim(scope: Scope, query: { before: number; keep: number; limit: number }) {
  const { last } = await eventBounds(scope)
  const { rows } = await oldest(scope, query)
  const stays = ({ id, time }: { id: number; time: number }) =>
    id === last || (id > last - query.keep && time >= query.before)
  const end = rows.find(stays)?.id ?? (rows.at(-1)?.id ?? 0) + 1
  return Number((await removeBelow(scope, { id: end })).numAffectedRows ?? 0)
}

export const eventTable = (scope: Scope): EventTable => ({
  async append(event) {
    const { rows } = await append(scope, event)
    if (rows[0] === undefined) throw new Error('An insert returned no row.')
    scope.appended = true
    return rows[0].id
  },
  async read({ types, ...stretch }) {
    const wanted = new Set(types ?? eventTypes)
    if (wanted.size === eventTypes.length) return (await read(scope, stretch)).rows
    const query = readTypes(scope.db, stretch, [...wanted])
    return query === undefined ? [] : (await execute(scope, query)).rows
  },
  bounds: () => eventBounds(scope),
  trim: (query) => trim(scope, query),
})
