// expect: not assignable to parameter of type 'never'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  deleteSession: async () => ok({ deleted: true }), // ← here
} satisfies Handlers<'deleteSession'>
