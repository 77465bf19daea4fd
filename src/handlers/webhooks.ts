import { accepted, type Handlers } from './handler.ts'

export const webhooks = {
  receiveWebhook: async ({ path, raw, gateway }) =>
    accepted(await gateway.channels.receiveWebhook(path.channel, raw)),
} satisfies Handlers<'receiveWebhook'>
