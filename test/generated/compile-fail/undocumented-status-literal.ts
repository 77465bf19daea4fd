// expect: Type '418' is not assignable to type
import type { Handlers } from '../../../src/handlers/handler.ts'

export const handlers = {
  getHealth: async ({ gateway }) => ({ status: 418, body: await gateway.health() }), // ← here
} satisfies Handlers<'getHealth'>
