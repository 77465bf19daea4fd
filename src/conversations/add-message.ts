import { EventLog } from '../events/event-log.ts'
import { newId } from '../kernel/ids.ts'
import type { MessageRow, Tables } from '../store/store.ts'
import { toSession } from './rows.ts'

type NewMessage = Pick<
  MessageRow,
  | 'channel'
  | 'userId'
  | 'message'
  | 'direction'
  | 'status'
  | 'externalId'
  | 'senderId'
  | 'senderName'
>

/** Stores a message in its session, which is made, with its event, when it is new. */
export async function addMessage(tables: Tables, message: NewMessage): Promise<MessageRow> {
  const { channel, userId } = message
  const at = Date.now()
  const { session, created } = await tables.sessions.touch({ channel, userId, at })
  const row: MessageRow = {
    ...message,
    id: newId('message'),
    sessionId: session.id,
    error: null,
    attempts: 0,
    retries: 0,
    part: 1,
    offset: 0,
    uncertainSince: null,
    createdAt: at,
    updatedAt: at,
  }
  await tables.messages.insert(row)
  if (created) await EventLog.append(tables, 'session:created', toSession(session))
  return row
}
