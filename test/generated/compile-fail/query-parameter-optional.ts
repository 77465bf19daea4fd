// expect: Type 'undefined' is not assignable to type 'string'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  listSessions: async ({ query, gateway }) => {
    await gateway.sessions.get(query.userId) // ← here
    return ok(await gateway.sessions.list(query))
  },
} satisfies Handlers<'listSessions'>
