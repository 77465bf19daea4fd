import type { Message, Session } from '../generated/types.ts'
import type { MessageRow, SessionRow } from '../store/store.ts'

const iso = (time: number): string => new Date(time).toISOString()

export const toSession = (row: SessionRow): Session => ({
  id: row.id,
  channel: row.channel,
  userId: row.userId,
  messageCount: row.messageCount,
  lastActivity: iso(row.lastActivity),
})

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  sessionId: row.sessionId,
  channel: row.channel,
  userId: row.userId,
  direction: row.direction,
  message: row.message,
  status: row.status,
  ...(row.error === null ? {} : { error: row.error }),
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
})
