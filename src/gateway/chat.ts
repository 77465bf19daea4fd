import type { Channels } from '../channels/channels.ts'
import type { Sessions } from '../conversations/sessions.ts'
import { notFound } from '../kernel/errors.ts'
import type { Gateway } from './gateway.ts'

/** The web chat, from its visitors' side. */
export function createChat({
  channels,
  sessions,
}: {
  channels: Channels
  sessions: Sessions
}): Gateway['chat'] {
  const find = () => {
    const chat = channels.webchat()
    if (chat === undefined) throw notFound('channel of type', 'webchat')
    return chat
  }
  return {
    describe() {
      const { name, config } = find()
      const { title, greeting } = config
      return { channel: name, title, ...(greeting === undefined ? {} : { greeting }) }
    },
    async history(userId, limit) {
      const messages = await sessions.newest({ channel: find().name, userId, limit })
      return messages.filter(({ status }) => status === 'received' || status === 'sent')
    },
    receive: async (userId, { id, text }) =>
      channels.receive(find().name, { externalId: `${userId}:${id}`, userId, message: text }),
  }
}
