export { ApiPromise, type WithResponse } from './api-promise.ts'
export { OpenClaw } from './client.ts'
export * from './errors.ts'
export {
  type EventHandler,
  Listener,
  type ListenerOptions,
  type Payload,
  type Reply,
} from './events/listener.ts'
export { type EventOf, type EventOptions, EventStream } from './events/stream.ts'
export { version } from './generated/endpoints.ts'
/** What is under `claw.sessions`, `claw.messages` and so on, for those who name its type. */
export type * as resources from './generated/resources.ts'
export type * from './generated/schema.ts'
export type {
  CallOptions,
  ClientOptions,
  Fetch,
  Hooks,
  Logger,
  RequestInfo,
  WebSocketClass,
  WebSocketLike,
} from './options.ts'
export { Page, PagePromise } from './pages.ts'
export type { SigningOptions } from './webhook.ts'
