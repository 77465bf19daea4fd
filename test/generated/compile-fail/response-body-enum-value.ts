// expect: Type '"online"' is not assignable to type '.*"connected" \| "disconnected"'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  listChannels: async ({ gateway }) => {
    const channels = await gateway.channels.list()
    return ok({
      channels: channels.map((channel) => ({ ...channel, status: 'online' })), // ← here
    })
  },
} satisfies Handlers<'listChannels'>
