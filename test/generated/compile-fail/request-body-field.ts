// expect: Property 'text' does not exist on type '\{ channel: string; userId: string; message: string; \}'
import { accepted, type Handlers } from '../../../src/handlers/handler.ts'

export const handlers = {
  sendMessage: async ({ body, caller, gateway }) => {
    const request = { ...body, message: body.text } // ← here
    return accepted((await gateway.messages.send(request, { caller })).message)
  },
} satisfies Handlers<'sendMessage'>
