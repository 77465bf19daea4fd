import { accepted, type Handlers, ok } from './handler.ts'

export const messages = {
  sendMessage: async ({ body, headers, caller, gateway }) => {
    const { message, replayed } = await gateway.messages.send(body, {
      caller,
      idempotencyKey: headers['Idempotency-Key'],
    })
    return accepted(message, {
      Location: `/api/messages/${message.id}`,
      ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    })
  },
  getMessage: async ({ path, gateway }) => ok(await gateway.messages.get(path.id)),
} satisfies Handlers<'sendMessage' | 'getMessage'>
