// Generated from spec/ by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv'
import * as code from './event-validators.ts'
import type * as types from './types.ts'

/** Event type → the whole frame. */
export interface Events {
  'message:received': types.MessageReceivedEvent
  'message:sent': types.MessageSentEvent
  'session:created': types.SessionCreatedEvent
  'tool:invoked': types.ToolInvokedEvent
  'channel:status': types.ChannelStatusEvent
  'cron:started': types.CronStartedEvent
  'cron:finished': types.CronFinishedEvent
  'error': types.ErrorEvent
}

export type EventType = keyof Events

export type EventPayload<T extends EventType> = Events[T]['payload']

export const eventTypes = ["message:received","message:sent","session:created","tool:invoked","channel:status","cron:started","cron:finished","error"] as const satisfies EventType[]

const validators = {
  'message:received': code.MessageReceivedEvent,
  'message:sent': code.MessageSentEvent,
  'session:created': code.SessionCreatedEvent,
  'tool:invoked': code.ToolInvokedEvent,
  'channel:status': code.ChannelStatusEvent,
  'cron:started': code.CronStartedEvent,
  'cron:finished': code.CronFinishedEvent,
  'error': code.ErrorEvent,
}

export const eventValidators = validators as unknown as { [T in EventType]: ValidateFunction<Events[T]> }
