// Generated from spec/ by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv'
import * as code from './chat-validators.ts'
import type * as types from './types.ts'

export const chatPath = "/chat/ws"

/** What a visitor sends, by its type. */
export interface VisitorFrames {
  hello: types.VisitorHello
  say: types.VisitorSay
  ping: types.VisitorPing
}

export type VisitorFrame = VisitorFrames[keyof VisitorFrames]

export const visitorFrameValidators = {
  hello: code.VisitorHello,
  say: code.VisitorSay,
  ping: code.VisitorPing,
} as unknown as { [T in keyof VisitorFrames]: ValidateFunction<VisitorFrames[T]> }

/** What a visitor is sent, by its type. */
export interface ChatFrames {
  welcome: types.ChatWelcome
  message: types.ChatAdded
  accepted: types.ChatAccepted
  refused: types.ChatRefused
  pong: types.ChatPong
}

export type ChatFrame = ChatFrames[keyof ChatFrames]

export const chatFrameValidators = {
  welcome: code.ChatWelcome,
  message: code.ChatAdded,
  accepted: code.ChatAccepted,
  refused: code.ChatRefused,
  pong: code.ChatPong,
} as unknown as { [T in keyof ChatFrames]: ValidateFunction<ChatFrames[T]> }
