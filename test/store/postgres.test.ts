import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import { lockKey } from '../../src/store/postgres/writer.ts'
import type { Store } from '../../src/store/store.ts'
import { startPostgres } from '../support/postgres-setup.ts'
import { freshDatabase, queryPostgres, type TestDatabase } from '../support/stores.ts'
import { until } from '../support/until.ts'

const append = (store: Store) =>
  store.write((tables) => tables.events.append({ type: 'error', time: 1, payload: '{}' }))

const last = async (store: Store) => (await store.read((tables) => tables.events.bounds())).last

/** Counts the calls, for as long as the test lasts. */
function countAppends(store: Store) {
  const called = vi.fn()
  onTestFinished(store.onAppend(called))
  return called
}

const endConnections = ({ databaseUrl = '' }: TestDatabase) =>
  queryPostgres(
    databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  )

const listeners = ({ databaseUrl = '' }: TestDatabase) =>
  queryPostgres(
    databaseUrl,
    `select pid from pg_stat_activity where datname = current_database() and query ilike 'listen %'`,
  )

it('is shared', async () => {
  const database = await freshDatabase('postgres')
  const [one, other] = [await database.open(), await database.open()]
  expect(one.exclusive).toBe(false)
  await one.write((tables) => tables.documents.put('document', '{}'))
  expect(await other.read((tables) => tables.documents.get('document'))).toBe('{}')
})

it('tells of events that another gateway appended', async () => {
  const database = await freshDatabase('postgres')
  const [one, other] = [await database.open(), await database.open()]
  const [own, heard] = [countAppends(one), countAppends(other)]
  await append(one)
  await until(() => {
    expect(heard).toHaveBeenCalled()
  })
  expect(await last(other)).toBe(1)
  expect(own).toHaveBeenCalledOnce()

  const calls = heard.mock.calls.length
  await one.write((tables) => tables.documents.put('document', '{}'))
  await append(other)
  await until(() => {
    expect(own).toHaveBeenCalledTimes(2)
  })
  expect(heard).toHaveBeenCalledTimes(calls + 1)
})

it('finds events that nobody told of', async () => {
  const database = await freshDatabase('postgres')
  const store = await database.open()
  await append(store)
  const heard = countAppends(store)
  const insert = `insert into events values
    ((select max(id) + 1 from events), 'error', 1, '{}')`
  await vi.waitFor(
    async () => {
      await queryPostgres(database.databaseUrl ?? '', insert)
      expect(heard).toHaveBeenCalled()
    },
    { timeout: 20_000, interval: 500 },
  )
})

it('heals when its connections are cut', async () => {
  const database = await freshDatabase('postgres')
  const [one, other] = [await database.open(), await database.open()]
  await append(one)
  await last(one)
  await last(other)
  await endConnections(database)

  await expect.poll(() => append(one).catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(1)
  await expect.poll(() => last(one).catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(1)
  await expect.poll(() => listeners(database), { timeout: 20_000 }).toHaveLength(2)
  const heard = countAppends(other)
  await append(one)
  await until(() => {
    expect(heard).toHaveBeenCalled()
  })
})

it('rejects what was being written when its connection is cut, and keeps nothing of it', async () => {
  const database = await freshDatabase('postgres')
  const store = await database.open()
  const cut = store.write(async (tables) => {
    await tables.documents.put('half', '{}')
    await endConnections(database)
    await tables.documents.put('other half', '{}')
  })
  const outcomes = await Promise.allSettled([cut, append(store)])
  expect(outcomes).toMatchObject([
    { reason: { kind: 'unavailable' } },
    { reason: { kind: 'unavailable' } },
  ])
  await expect.poll(() => append(store).catch(() => 0)).toBe(1)
  expect(await store.read((tables) => tables.documents.get('half'))).toBeUndefined()
})

it('goes on after a batch that failed while its connection stayed', async () => {
  const database = await freshDatabase('postgres')
  const { databaseUrl = '' } = database
  const store = await database.open()
  await append(store)
  const holder = new pg.Client(databaseUrl)
  onTestFinished(() => holder.end())
  await holder.connect()
  await holder.query(`select pg_advisory_lock(${lockKey})`)
  const waiting = append(store)
  const refused = expect(waiting).rejects.toMatchObject({ kind: 'unavailable' })
  const cancel = `select pg_cancel_backend(pid) as canceled from pg_stat_activity
    where datname = current_database() and wait_event = 'advisory'`
  await expect.poll(() => queryPostgres(databaseUrl, cancel)).toEqual([{ canceled: true }])
  await refused
  await holder.query(`select pg_advisory_unlock(${lockKey})`)
  expect(await append(store)).toBe(2)
})

it('is not writable while the server is down, and is again afterwards', async () => {
  await using server = await startPostgres()
  await using store = await openStore({
    databaseUrl: server.url,
    dataDir: '/none',
    log: createLog('silent'),
  })
  await append(store)
  await server.stop()
  await expect(append(store)).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'The store is not available.',
  })
  await expect(last(store)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(await store.writable()).toBe(false)

  await server.start()
  await expect.poll(() => store.writable(), { timeout: 20_000 }).toBe(true)
  expect(await append(store)).toBe(2)
  const heard = countAppends(store)
  await using other = await openStore({
    databaseUrl: server.url,
    dataDir: '/none',
    log: createLog('silent'),
  })
  await vi.waitFor(
    async () => {
      await append(other)
      expect(heard).toHaveBeenCalled()
    },
    { timeout: 20_000, interval: 200 },
  )
})

it('tells that there is no server, without the password', async () => {
  const opening = openStore({
    databaseUrl: 'postgres://user:hunter2@127.0.0.1:1/none',
    dataDir: '/none',
    log: createLog('silent'),
  })
  const error = await opening.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toMatch(/PostgreSQL server can't be used: .*ECONNREFUSED.*databaseUrl/)
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2')
})
