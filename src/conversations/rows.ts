import type { DeliveryAttempt, Message, Sender, Session } from '../generated/types.ts'
import type { AttemptRow, MessageRow, SessionRow } from '../store/store.ts'

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
  ...(row.senderId === null ? {} : { sender: senderOf(row.senderId, row.senderName) }),
  status: row.status,
  ...(row.error === null ? {} : { error: row.error }),
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
})

const senderOf = (id: string, name: string | null): Sender =>
  name === null ? { id } : { id, name }

export const toAttempt = ({ time, outcome, reason, part }: AttemptRow): DeliveryAttempt => ({
  time: iso(time),
  outcome,
  ...(reason === null ? {} : { reason }),
  part,
})
