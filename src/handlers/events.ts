import { type Handlers, ok } from './handler.ts'

export const events = {
  listEvents: async ({ query, gateway }) => ok(await gateway.events.list(query)),
} satisfies Handlers<'listEvents'>
