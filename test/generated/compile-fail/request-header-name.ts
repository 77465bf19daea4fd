// expect: Property 'Idempotence-Key' does not exist on type
import { accepted, type Handlers } from '../../../src/handlers/handler.ts'

export const handlers = {
  sendMessage: async ({ body, headers, caller, gateway }) => {
    const idempotencyKey = headers['Idempotence-Key'] // ← here
    return accepted((await gateway.messages.send(body, { caller, idempotencyKey })).message)
  },
} satisfies Handlers<'sendMessage'>
