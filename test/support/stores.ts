import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { newId, newUlid } from '../../src/kernel/ids.ts'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { MessageChange, MessageRow, Store } from '../../src/store/store.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const storeKinds = ['sqlite', 'postgres'] as const

export type StoreKind = (typeof storeKinds)[number]

export interface TestDatabase {
  dataDir: string
  /** Of PostgreSQL. */
  databaseUrl: string | undefined
  /** Opens a store on it, which is closed after the test. */
  open(): Promise<Store>
}

/** An empty database of its own, that is gone after the test. */
export async function freshDatabase(kind: StoreKind): Promise<TestDatabase> {
  const dataDir = join(await temporaryFolder(), 'data')
  const databaseUrl = kind === 'postgres' ? await createDatabase() : undefined
  return {
    dataDir,
    databaseUrl,
    open: async () => {
      const store = await openStore({ dataDir, databaseUrl, log: createLog('silent') })
      onTestFinished(() => store[Symbol.asyncDispose]())
      return store
    },
  }
}

/** A store on an empty database, both gone after the test. */
export async function openTestStore(kind: StoreKind = 'sqlite'): Promise<Store> {
  const database = await freshDatabase(kind)
  return database.open()
}

async function createDatabase(): Promise<string> {
  const server = inject('postgresUrl')
  const name = `test_${newUlid().toLowerCase()}`
  await queryPostgres(server, `create database ${name}`)
  onTestFinished(async () => {
    await queryPostgres(server, `drop database ${name} with (force)`)
  })
  return server.replace(/[^/]+$/, name)
}

/** Asks on a connection that is nobody else's. */
export async function queryPostgres(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(text)
    return rows
  } finally {
    await client.end()
  }
}

/** A message as it is stored, of a session that must be there. */
export const messageRow = (
  row: Pick<MessageRow, 'sessionId'> & Partial<MessageRow>,
): MessageRow => ({
  id: newId('message'),
  channel: 'telegram',
  userId: 'user-1',
  direction: 'outbound',
  message: 'Hello',
  status: 'queued',
  error: null,
  externalId: null,
  senderId: null,
  senderName: null,
  attempts: 0,
  retries: 0,
  part: 1,
  offset: 0,
  uncertainSince: null,
  createdAt: 1_000,
  updatedAt: 1_000,
  ...row,
})

/** How an attempt at a message of one part ended. */
export const messageChange = (
  change: Pick<MessageChange, 'status' | 'at'> & Partial<MessageChange>,
): MessageChange => ({
  error: null,
  retries: 0,
  part: 1,
  offset: 0,
  uncertainSince: null,
  ...change,
})
