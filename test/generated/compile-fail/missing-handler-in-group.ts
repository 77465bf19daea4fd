// expect: does not satisfy the expected type 'Handlers<"getMessage" \| "sendMessage">'
import { type Handlers, ok } from '../../../src/handlers/handler.ts'

export const handlers = {
  getMessage: async ({ path, gateway }) => ok(await gateway.messages.get(path.id)),
} satisfies Handlers<'getMessage' | 'sendMessage'> // ← here
