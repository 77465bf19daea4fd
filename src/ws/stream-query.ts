import { eventTypes, type EventType } from '../generated/events.ts'
import { type StreamQuery, validateStreamQuery } from '../generated/stream.ts'
import type { Issue } from '../generated/types.ts'
import { invalid } from '../kernel/errors.ts'
import { isInteger } from '../kernel/integer.ts'

/** What a client asks of the stream. */
export interface StreamRequest {
  /** Replay what came after this event; without it only what comes from now on. */
  after: number | undefined
  /** undefined: all. */
  types: ReadonlySet<EventType> | undefined
}

/** @throws GatewayError `invalid` naming each parameter and the rule of the event contract that it breaks */
export function parseStreamQuery(parameters: URLSearchParams): StreamRequest {
  for (const name of parameters.keys()) {
    if (parameters.getAll(name).length > 1)
      throw invalid({ field: fieldOf(name), rule: 'once', message: 'must be given once' })
  }
  const { after, types } = checked(Object.fromEntries(parameters))
  return { after, types: types === undefined ? undefined : new Set(types.split(',').map(toType)) }
}

function checked(query: Record<string, string>): StreamQuery {
  if (query['after'] !== undefined && !isInteger(query['after'])) {
    throw invalid({ field: 'query.after', rule: 'type', message: 'must be integer' })
  }
  if (validateStreamQuery(query)) return query
  const [first, ...rest] = (validateStreamQuery.errors ?? []).map((error): Issue => {
    const unknown = (error.params as { additionalProperty?: string }).additionalProperty
    const name = unknown ?? error.instancePath.slice(1)
    return {
      field: fieldOf(name),
      rule: error.keyword,
      message:
        unknown === undefined
          ? (error.message ?? 'is invalid')
          : 'is not a parameter of the stream',
    }
  })
  throw invalid(first ?? { field: 'query', rule: 'contract', message: 'is invalid' }, ...rest)
}

/** As long as the contract lets a field's name be. */
const fieldOf = (name: string): string => `query.${name}`.slice(0, 1000)

const known: ReadonlySet<string> = new Set(eventTypes)

function toType(name: string): EventType {
  if (known.has(name)) return name as EventType
  throw invalid({
    field: 'query.types',
    rule: 'enum',
    message: `must be of ${eventTypes.join(', ')}`,
  })
}
