// expect: Property 'getSession' is missing in type .* but required in type 'Handlers<"listSessions" \| "getSession">'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

const listSessions: Handlers['listSessions'] = async ({ query, gateway }) =>
  ok(await gateway.sessions.list(query))

export const handlers: Handlers<'listSessions' | 'getSession'> = { listSessions } // ← here
