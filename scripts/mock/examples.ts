import document from '../../src/generated/asyncapi.json' with { type: 'json' }
import type { ChatFrames } from '../../src/generated/chat.ts'
import type { Event } from '../../src/generated/types.ts'

interface Message {
  examples: readonly { payload: unknown }[]
}

const { messages } = document.components as { messages: Record<string, Message> }

const examplesOf = (name: string): unknown[] =>
  messages[name]?.examples.map(({ payload }) => payload) ?? []

/** The examples of the events, in the order of their numbers. */
export const eventExamples: readonly Event[] = document.operations.watchEvents.messages
  .flatMap(({ $ref }) => examplesOf($ref.split('/').at(-1) ?? '') as Event[])
  .sort((a, b) => a.id - b.id)

/** The first example of a frame that visitors of the web chat are sent. */
export function chatExample<T extends keyof ChatFrames>(name: T): ChatFrames[T] {
  const [example] = examplesOf(name)
  if (example === undefined) throw new Error(`spec/asyncapi.yaml has no example of ${name}.`)
  return example as ChatFrames[T]
}
