// expect: Property 'lastActivity' is missing in type
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  getSession: ({ path }) =>
    ok({ id: path.id, channel: 'telegram', userId: 'user-456', messageCount: 42 }), // ← here
} satisfies Handlers<'getSession'>
