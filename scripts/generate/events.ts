import type { Contract, SchemaObject } from './contract.ts'
import { header } from './header.ts'
import { validatorsModule } from './validators.ts'

/** The events: their names, their types, and a compiled validator for each; and the stream that sends them. */
export function eventsModule(contract: Contract): Record<string, string> {
  const { events } = contract.stream
  const shapes = events.map(({ name, schemaName }) => `  '${name}': types.${schemaName}\n`)
  const rows = events.map(({ name, schemaName }) => `  '${name}': code.${schemaName},\n`)
  return {
    'event-validators.ts': validatorsModule(
      contract,
      Object.fromEntries(events.map(({ schemaName }) => [schemaName, schemaName])),
      {},
    ),
    'stream-validator.ts': validatorsModule(
      contract,
      { StreamQuery: contract.stream.query },
      { coerceTypes: true },
    ),
    'stream.ts': streamModule(contract),
    'events.ts': [
      header,
      `import type { ValidateFunction } from 'ajv'\n`,
      `import * as code from './event-validators.ts'\n`,
      `import type * as types from './types.ts'\n\n`,
      `/** Event type → the whole frame. */\nexport interface Events {\n${shapes.join('')}}\n\n`,
      'export type EventType = keyof Events\n\n',
      `export type EventPayload<T extends EventType> = Events[T]['payload']\n\n`,
      `export const eventTypes = ${JSON.stringify(events.map(({ name }) => name))} as const satisfies EventType[]\n\n`,
      `const validators = {\n${rows.join('')}}\n\n`,
      'export const eventValidators = validators as unknown as { [T in EventType]: ValidateFunction<Events[T]> }\n',
    ].join(''),
  }
}

/** The stream's address and its query, which arrives as text and is turned into the contract's types. */
function streamModule({ stream }: Contract): string {
  const properties = stream.query['properties'] as Record<string, SchemaObject>
  const fields = Object.entries(properties).map(
    ([name, schema]) => `  ${name}?: ${typeOf(schema)}\n`,
  )
  return [
    header,
    `import type { ValidateFunction } from 'ajv'\n`,
    `import * as code from './stream-validator.ts'\n`,
    `import type * as types from './types.ts'\n\n`,
    `export const streamPath = ${JSON.stringify(stream.path)}\n\n`,
    `export interface StreamQuery {\n${fields.join('')}}\n\n`,
    'export const validateStreamQuery = code.StreamQuery as unknown as ValidateFunction<StreamQuery>\n',
  ].join('')
}

const typeOf = (schema: SchemaObject): string =>
  typeof schema['$ref'] === 'string'
    ? `types.${schema['$ref'].split('/').at(-1) ?? ''}`
    : String(schema['type'])
