import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { encodeCursor } from '../../src/kernel/cursor.ts'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'

const channels = ['telegram', 'support', 'web', 'mail']
/** Activity is a second apart, in another order than the sessions were made. */
const stride = 7919
const epoch = Date.UTC(2026, 0, 1)

export const sessionId = (number: number): string => `session-${String(number).padStart(26, '0')}`
export const userId = (number: number): string => `user-${number}`

const fill = `
  with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n + 1 < :count)
  insert into sessions (id, channel, user_id, message_count, last_activity)
  select printf('session-%026d', n), json_extract(:channels, '$[' || (n % 4) || ']'), 'user-' || n, 1 + n % 50,
    :epoch + n * :stride % :count * 1000
  from numbers`

/** Writes sessions straight into a new database: through the store a million would take minutes. */
export async function fillSessions(dataDir: string, count: number): Promise<void> {
  await using store = await openStore({ dataDir, log: createLog('silent') })
  await store[Symbol.asyncDispose]()
  using database = new DatabaseSync(join(dataDir, 'openclaw.db'))
  database.prepare(fill).run({ count, channels: JSON.stringify(channels), epoch, stride })
  database.prepare("insert into counters values ('sessions', '', ?)").run(count)
  database.exec('pragma wal_checkpoint(truncate)')
}

/** The cursor of a page in the middle of all sessions. */
export function middleCursor(count: number): string {
  const rank = Math.floor(count / 2)
  for (let n = 0; n < count; n++) {
    if ((n * stride) % count === rank) return encodeCursor([epoch + rank * 1000, sessionId(n)])
  }
  throw new Error('No session stands in the middle.')
}
