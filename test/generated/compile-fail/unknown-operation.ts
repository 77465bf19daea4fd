// expect: 'renameSession' does not exist in type
import { type Handlers, noContent, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  getSession: async ({ path, gateway }) => ok(await gateway.sessions.get(path.id)),
  renameSession: async () => noContent(), // ← here
} satisfies Handlers<'getSession'>
