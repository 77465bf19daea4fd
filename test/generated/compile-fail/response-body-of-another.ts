// expect: Argument of type .* is not assignable to parameter of type '\{ gateway: "running" \| "stopping"
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  getStatus: async ({ gateway }) => ok(await gateway.health()), // ← here
} satisfies Handlers<'getStatus'>
