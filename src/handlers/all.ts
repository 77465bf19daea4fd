import { channels } from './channels.ts'
import { chat } from './chat.ts'
import { config } from './config.ts'
import { cron } from './cron.ts'
import { docs } from './docs.ts'
import { events } from './events.ts'
import type { Handlers } from './handler.ts'
import { messages } from './messages.ts'
import { sessions } from './sessions.ts'
import { system } from './system.ts'
import { tools } from './tools.ts'
import { webhooks } from './webhooks.ts'

/** Every operation of the contract. One that is missing does not compile. */
export const handlers = {
  ...system,
  ...sessions,
  ...messages,
  ...channels,
  ...tools,
  ...cron,
  ...config,
  ...events,
  ...webhooks,
  ...chat,
  ...docs,
} satisfies Handlers
