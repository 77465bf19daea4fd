import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { EventPage } from '../../src/generated/types.ts'
import type { EventRow } from '../../src/store/store.ts'
import { ChatClient } from '../support/chat-client.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import {
  freshDatabase,
  queryPostgres,
  storeKinds,
  type StoreKind,
  type TestDatabase,
} from '../support/stores.ts'
import { StreamClient } from '../support/stream-client.ts'

const right: StoredEvent = {
  type: 'error',
  time: 1_000,
  payload: '{"code":"INTERNAL_ERROR","message":"m","source":"cron"}',
}

type StoredEvent = Omit<EventRow, 'id' | 'type'> & { type: string }

/** Rows that an earlier version or a damage left, and the fault that the log is told. */
const wrong: [StoredEvent, string][] = [
  [{ ...right, payload: '{"code":"INTERNAL_ERROR","message":"canary"}' }, "property 'source'"],
  [
    { ...right, payload: right.payload.replace('}', ',"more":"canary"}') },
    'NOT have additional properties',
  ],
  [{ ...right, payload: right.payload.replace('cron', 'canary') }, '/payload/source must be equal'],
  [{ ...right, payload: right.payload.replace('"m"', '7') }, '/payload/message must be string'],
  [{ ...right, payload: 'canary{' }, '/payload is no JSON'],
  [{ ...right, payload: `${right.payload},"id":7` }, '/payload is no JSON'],
  [{ ...right, payload: '' }, '/payload is no JSON'],
  [{ ...right, time: 9_000_000_000_000_000 }, '/time is no time'],
  [{ ...right, time: 8_000_000_000_000_000 }, '/time must match format'],
  [{ ...right, type: 'message:canary' }, 'type is none of the contract'],
  [{ ...right, type: 'toString' }, 'type is none of the contract'],
]

/** The rows that are there, each wrong one behind a right one. */
const rows = [...wrong.flatMap(([row]) => [right, row]), right]
const wrongIds = wrong.map((_row, index) => 2 * index + 2)
const isRight = (id: number): boolean => !wrongIds.includes(id)

async function run({ dataDir, databaseUrl }: TestDatabase, text: string): Promise<void> {
  if (databaseUrl !== undefined) await queryPostgres(databaseUrl, text)
  else {
    using intruder = new DatabaseSync(join(dataDir, 'openclaw.db'))
    intruder.exec(text)
  }
}

async function insert(database: TestDatabase, added: StoredEvent[]): Promise<void> {
  const values = added.map(({ type, time, payload }, index) => {
    const id = `(select coalesce(max(id), 0) from events) + ${index + 1}`
    return `(${id}, '${type}', ${time}, '${payload}')`
  })
  await run(database, `insert into events (id, type, time, payload) values ${values.join(', ')}`)
}

/** A server on a log with these rows, without a channel that would add its own. */
async function serve(kind: StoreKind): Promise<{ server: TestServer; database: TestDatabase }> {
  const database = await freshDatabase(kind)
  const store = await database.open()
  await store[Symbol.asyncDispose]()
  await insert(database, rows)
  const { dataDir, databaseUrl } = database
  const server = await startTestServer({
    dataDir,
    config: { channels: { webchat: { type: 'webchat', enabled: false } } },
    env: databaseUrl === undefined ? {} : { OPENCLAW_DATABASE_URL: databaseUrl },
  })
  return { server, database }
}

interface Complaint {
  eventId: number
  fault: string
}

const complaints = (server: TestServer): Complaint[] =>
  server
    .output()
    .split('\n')
    .filter((line) => line.includes('a stored event breaks the contract'))
    .map((line) => JSON.parse(line) as Complaint)

/** Each wrong row once, whoever asked for it and how often, and nothing of what stands in it. */
function expectComplaints(server: TestServer): void {
  const told = complaints(server).sort((one, other) => one.eventId - other.eventId)
  expect(told.map(({ eventId }) => eventId).slice(0, wrong.length)).toEqual(wrongIds)
  wrong.forEach(([, fault], index) => {
    expect(told[index]?.fault).toContain(fault)
  })
  expect(server.output()).not.toContain('canary')
}

describe.each(storeKinds)('a stored event that breaks the contract, in %s', (kind) => {
  it('is a gap in the stream, which goes on, in a replay and live', async () => {
    const { server: opened, database } = await serve(kind)
    await using server = opened
    const stored = rows.map((_row, index) => index + 1)
    await using replay = await StreamClient.open(server.url, { after: 0 })
    await replay.reach(rows.length)
    expect(replay.ids).toEqual(stored.filter(isRight))
    expectComplaints(server)

    const [before] = replay.ids.slice(-1)
    await insert(database, [right, { ...right, payload: '{}' }, right])
    // The server looks at the log when it has written itself.
    const call = await server.fetch('/api/tools/list/invoke', { json: { params: {} } })
    expect(call.status).toBe(200)
    await replay.reach(rows.length + 4)
    const live = replay.ids.slice(replay.ids.indexOf(before ?? 0) + 1)
    expect(live).toEqual([1, 3, 4].map((n) => rows.length + n))
    expect(complaints(server).at(-1)?.eventId).toBe(rows.length + 2)
  })

  it('is passed by who polls', async () => {
    const { server: opened } = await serve(kind)
    await using server = opened
    for (const limit of [1, 2, 5, 200]) {
      const seen: number[] = []
      let after = 0
      while (after < rows.length) {
        const response = await server.fetch(`/api/events?after=${after}&limit=${limit}`)
        expect(response.status).toBe(200)
        const { events, nextAfter } = (await response.json()) as EventPage
        seen.push(...events.map(({ id }) => id))
        expect(nextAfter).toBeGreaterThan(after)
        after = nextAfter
      }
      expect(seen).toEqual(rows.map((_row, index) => index + 1).filter(isRight))
    }
    expectComplaints(server)
  })
})

describe.each(storeKinds)('a stored message that breaks the contract, in %s', (kind) => {
  it('is left out of what a visitor of the web chat sees, who can go on', async () => {
    const database = await freshDatabase(kind)
    const { dataDir, databaseUrl } = database
    await using server = await startTestServer({
      dataDir,
      env: databaseUrl === undefined ? {} : { OPENCLAW_DATABASE_URL: databaseUrl },
    })
    const tab = await ChatClient.join(server.url)
    const { token } = await tab.welcome()
    for (const id of ['one', 'two', 'three']) await tab.say(id, `canary ${id}`)
    await tab[Symbol.asyncDispose]()
    await run(database, `update messages set message = '' where message = 'canary two'`)

    await using again = await ChatClient.join(server.url, token)
    const { messages } = await again.welcome()
    expect(messages.map(({ text }) => text)).toEqual(['canary one', 'canary three'])
    expect(server.output()).toContain('"fault":"message.text: minLength"')
    // The same once more finds what is stored.
    expect(await again.say('two', 'canary two')).toMatchObject({
      type: 'refused',
      code: 'INTERNAL_ERROR',
    })
    await insert(database, [{ ...right, type: 'message:sent', payload: '{"channel":"webchat"}' }])
    expect(await again.say('four', 'canary four')).toMatchObject({ type: 'accepted' })
    await expect.poll(() => again.texts).toEqual(['canary four'])
    expect(server.output()).not.toContain('canary')
  })
})
