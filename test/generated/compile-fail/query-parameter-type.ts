// expect: Argument of type 'number' is not assignable to parameter of type 'string'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  listSessions: async ({ query, gateway }) => {
    await gateway.sessions.get(query.limit) // ← here
    return ok(await gateway.sessions.list(query))
  },
} satisfies Handlers<'listSessions'>
