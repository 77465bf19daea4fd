// expect: Property 'sessionId' does not exist on type '\{ id: string; \}'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  getSession: async ({ path, gateway }) => ok(await gateway.sessions.get(path.sessionId)), // ← here
} satisfies Handlers<'getSession'>
