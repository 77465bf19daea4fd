import { parentPort } from 'node:worker_threads'
import type { Issue, JsonSchema } from '../../generated/types.ts'
import { compileForeign, type ForeignCheck } from './foreign-schema.ts'

/** What the thread is asked: to learn a schema, or to check a value by one that it knows. Schemas and values are texts of JSON. */
export type SchemaRequest = { key: string; schema: string } | { key: string; value: string }

/** What it answers; `unknown` when it does not know the schema, or has forgotten it. */
export type SchemaAnswer = { issues: Issue[] } | { refused: string } | 'unknown'

/** What it says once it can be asked. */
export const ready = 'ready'

/** Of all schemas that it remembers, in characters: those that were not used for the longest time are forgotten. */
const maxRemembered = 4 * 1024 * 1024

const known = new Map<string, { check: ForeignCheck; size: number }>()
let remembered = 0

function answer(request: SchemaRequest): SchemaAnswer {
  if ('schema' in request) return learn(request)
  const entry = known.get(request.key)
  if (entry === undefined) return 'unknown'
  known.delete(request.key)
  known.set(request.key, entry)
  return { issues: entry.check(JSON.parse(request.value)) }
}

function learn({ key, schema }: { key: string; schema: string }): SchemaAnswer {
  if (known.has(key)) return { issues: [] }
  try {
    const check = compileForeign(JSON.parse(schema) as JsonSchema)
    known.set(key, { check, size: schema.length })
  } catch (error) {
    return { refused: error instanceof Error ? error.message.slice(0, 500) : '' }
  }
  remembered += schema.length
  for (const [oldest, { size }] of known) {
    if (remembered <= maxRemembered) break
    known.delete(oldest)
    remembered -= size
  }
  return { issues: [] }
}

parentPort?.on('message', (request: SchemaRequest) => {
  parentPort?.postMessage(answer(request))
})
parentPort?.postMessage(ready)
