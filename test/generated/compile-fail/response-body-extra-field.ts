// expect: 'total' does not exist in type
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  listSessions: async ({ query, gateway }) => {
    const page = await gateway.sessions.list(query)
    return ok({ ...page, total: page.sessions.length }) // ← here
  },
} satisfies Handlers<'listSessions'>
