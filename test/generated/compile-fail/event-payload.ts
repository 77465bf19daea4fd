// expect: Property 'messageCount' is missing in type
import type { EventPayload } from '../../../src/generated/events.ts'

const session = {
  id: 'session-123',
  channel: 'telegram',
  userId: 'user-456',
  lastActivity: '2026-02-14T12:00:00Z',
}

export const payload: EventPayload<'session:created'> = session // ← here
