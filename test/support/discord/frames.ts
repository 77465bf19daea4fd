import type { WebSocket } from 'ws'

export interface Dispatch {
  op: 0
  t: string
  s: number
  d: unknown
}

export interface Session {
  id: string
  intents: number
  /** All that was told, or was to be told while no connection stood. */
  told: Dispatch[]
  socket?: WebSocket
}

export interface Frame {
  op: number
  d: unknown
}

export interface Identify {
  token: string
  intents: number
  shard?: [number, number]
}

export interface Resume {
  token: string
  session_id: string
  seq: number
}
