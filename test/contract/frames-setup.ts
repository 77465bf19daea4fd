import { fileURLToPath } from 'node:url'
import { fromFile, Parser } from '@asyncapi/parser/cjs/index.js'
import type { TestProject } from 'vitest/node'

/** What goes over the two sockets, by who sends it: the operations of spec/asyncapi.yaml. */
export type Direction = 'watchEvents' | 'hearVisitor' | 'answerVisitor'

export interface ContractMessage {
  schema: object
  examples: unknown[]
}

/** By the operation, then by the message's name. */
export type ContractMessages = Record<Direction, Record<string, ContractMessage>>

declare module 'vitest' {
  interface ProvidedContext {
    /** The messages of spec/asyncapi.yaml, as JSON text of `ContractMessages`. Not there in the run of the browser's tests. */
    contractMessages?: string
  }
}

/** Runs once for all test files, as the parser takes more than a second. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('contractMessages', JSON.stringify(await readMessages()))
}

/** The contract as @asyncapi/parser has it, which puts the schemas of openapi.yaml in their places. */
async function readMessages(): Promise<ContractMessages> {
  const file = fileURLToPath(new URL('../../spec/asyncapi.yaml', import.meta.url))
  const { document } = await fromFile(new Parser(), file).parse()
  if (document === undefined) throw new Error('spec/asyncapi.yaml could not be read.')
  const operations = document.operations().all()
  return Object.fromEntries(
    operations.map((operation) => [
      operation.id(),
      Object.fromEntries(
        operation
          .messages()
          .all()
          .map((message) => [
            message.name(),
            {
              schema: message.payload()?.json(),
              examples: message
                .examples()
                .all()
                .map((example) => example.payload()),
            },
          ]),
      ),
    ]),
  ) as ContractMessages
}
