// expect: Property 'id' does not exist on type 'never'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  getStatus: async ({ path, gateway }) => {
    await gateway.sessions.get(path.id) // ← here
    return ok(await gateway.status())
  },
} satisfies Handlers<'getStatus'>
