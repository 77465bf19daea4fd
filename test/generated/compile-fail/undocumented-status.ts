// expect: not assignable to parameter of type 'never'
import { created, type Handlers } from '../../../src/handlers/handler.ts'

export const handlers = {
  getSession: async ({ path, gateway }) => created(await gateway.sessions.get(path.id), {}), // ← here
} satisfies Handlers<'getSession'>
