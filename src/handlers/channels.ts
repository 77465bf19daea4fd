import { type Handlers, ok } from './handler.ts'

export const channels = {
  listChannels: async ({ gateway }) => ok({ channels: await gateway.channels.list() }),
} satisfies Handlers<'listChannels'>
