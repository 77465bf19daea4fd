import type { Message } from '../../src/generated/types.ts'
import { newId } from '../../src/kernel/ids.ts'

/** A message as it stands in an event: 320 bytes. */
export function sampleMessage(): Message {
  const at = new Date().toISOString()
  return {
    id: newId('message'),
    sessionId: 'session-00000000000000000000000001',
    channel: 'support',
    userId: 'user-1',
    direction: 'inbound',
    message: 'Good morning, could you tell me whether my order 4711 has left your warehouse yet?',
    status: 'received',
    createdAt: at,
    updatedAt: at,
  }
}

/** Posts to many users in turn, so that most messages go to a session that is there already. */
export const messageRequests = (channel: string) =>
  Array.from({ length: 500 }, (_, index) => ({
    method: 'POST' as const,
    path: '/api/messages',
    body: { channel, userId: `user-${index}`, message: sampleMessage().message },
  }))
