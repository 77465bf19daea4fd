import type { RawData } from 'ws'
import type { ErrorObject } from 'ajv'
import {
  type ChatFrame,
  chatFrameValidators,
  type VisitorFrame,
  visitorFrameValidators,
} from '../generated/chat.ts'
import type { ChatMessage, Message } from '../generated/types.ts'

type Parsed = { frame: VisitorFrame } | { fault: string }

/** Reads what a visitor sent. A fault names the field and the rule of the contract, and fits into a close frame. */
export function parseVisitorFrame(data: RawData, isBinary: boolean): Parsed {
  if (isBinary) return { fault: 'frame: text' }
  const frame = parse((data as Buffer).toString())
  const type = (frame as { type?: unknown } | null | undefined)?.type
  if (frame === undefined) return { fault: 'frame: json' }
  if (!isVisitorType(type)) return { fault: 'type: enum' }
  const validate = visitorFrameValidators[type]
  return validate(frame) ? { frame } : { fault: faultOf(validate.errors) }
}

/** @returns what is wrong with a frame of ours, undefined when it is as the contract has it */
export function faultOfChatFrame(frame: ChatFrame): string | undefined {
  const validate = chatFrameValidators[frame.type]
  return validate(frame) ? undefined : faultOf(validate.errors)
}

/** A message as its visitor sees it. */
export const toChatMessage = ({ id, direction, message, createdAt }: Message): ChatMessage => ({
  id,
  from: direction === 'inbound' ? 'visitor' : 'operator',
  text: message,
  time: createdAt,
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isVisitorType = (type: unknown): type is VisitorFrame['type'] =>
  typeof type === 'string' && Object.hasOwn(visitorFrameValidators, type)

/** Names only fields of the contract: what the client sent may be long, or private. */
function faultOf(errors: ErrorObject[] | null | undefined): string {
  const [error] = errors ?? []
  if (error === undefined) return 'frame: contract'
  const { missingProperty } = error.params as { missingProperty?: string }
  const field = missingProperty ?? error.instancePath.slice(1).replaceAll('/', '.')
  return `${field === '' ? 'frame' : field}: ${error.keyword}`
}
