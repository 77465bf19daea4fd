import { createHash } from 'node:crypto'
import { ToolSchema } from '@modelcontextprotocol/sdk/types.js'
import type { JsonSchema, ToolAnnotations } from '../../generated/types.ts'
import { bounds } from './bounds.ts'
import { isDeeperThan } from './depth.ts'
import { type ForeignSchema, foreignSchema } from './schema-checker.ts'
import { isLargerThan } from './size.ts'
import { clip, oneLine } from './text.ts'

/** A tool of a server, as far as it can be one of ours. */
export interface OfferedTool {
  /** Same for what the server tells in the same words. */
  readonly fingerprint: string
  /** Its name at the server. */
  readonly ownName: string
  /** `server.tool` */
  readonly name: string
  readonly description: string
  readonly inputSchema: JsonSchema
  readonly annotations: ToolAnnotations
  /** Of its parameters. */
  readonly input: ForeignSchema
  /** Of a result's `structuredContent`; undefined where the server says nothing of it. */
  readonly output: ForeignSchema | undefined
}

/** Why a tool is left out. */
export class Unfit extends Error {}

const fitName = /^[A-Za-z0-9_.-]+$/

/**
 * Its schemas have still to be compiled where it is not one of `known`.
 * @param known the tools from before; one that is told as before is the same object
 * @throws Unfit
 */
export function toOfferedTool(
  told: unknown,
  server: string,
  known: ReadonlyMap<string, OfferedTool>,
): OfferedTool {
  const ownName = nameOf(told)
  if (ownName === '') throw new Unfit('It has no name.')
  if (server.length + 1 + ownName.length > bounds.toolName) {
    throw new Unfit(`Its name is longer than ${bounds.toolName} characters, the server's included.`)
  }
  const name = `${server}.${ownName}`
  if (!fitName.test(name)) throw new Unfit('Its name has other characters than A-Z a-z 0-9 _ . -')
  if (isLargerThan(told, bounds.entry)) {
    throw new Unfit(`Its definition is larger than ${bounds.entry.bytes / 1024} KiB.`)
  }
  if (isDeeperThan(told, bounds.depth)) throw new Unfit('Its definition is nested too deeply.')
  const used = usedOf(told as Record<string, unknown>)
  const fingerprint = createHash('sha256').update(JSON.stringify(used)).digest('base64')
  const same = known.get(name)
  return same?.fingerprint === fingerprint ? same : made(used, { name, fingerprint })
}

export const nameOf = (told: unknown): string =>
  typeof told === 'object' && told !== null && 'name' in told && typeof told.name === 'string'
    ? told.name
    : ''

const usedFields = [
  'name',
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'execution',
]

const usedOf = (told: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    usedFields.flatMap((field) => (Object.hasOwn(told, field) ? [[field, told[field]]] : [])),
  )

function made(
  used: Record<string, unknown>,
  known: Pick<OfferedTool, 'name' | 'fingerprint'>,
): OfferedTool {
  // As the server has them: the parsed copies have lost what the SDK does not know.
  const { inputSchema, outputSchema } = used as Record<string, JsonSchema | undefined>
  const [input, output] = [inputSchema, outputSchema].map((schema, i) =>
    schema === undefined ? undefined : bounded(schema, i === 0 ? 'inputSchema' : 'outputSchema'),
  )
  const { data, error } = ToolSchema.safeParse(used)
  if (data === undefined || inputSchema === undefined || input === undefined) {
    const where = error?.issues[0]?.path.join('.') ?? ''
    throw new Unfit(`Its definition is not one of MCP: ${clip(oneLine(where), 200)}`)
  }
  if (data.execution?.taskSupport === 'required') {
    throw new Unfit('It can only be called as a task, which is not supported.')
  }
  const description = clip(data.description ?? data.title ?? '', bounds.description)
  return {
    ...known,
    ownName: data.name,
    // A copy: else the part holds all of what it was cut from.
    description: Buffer.from(description).toString(),
    inputSchema,
    annotations: toAnnotations(data.annotations),
    input,
    output,
  }
}

function bounded(schema: JsonSchema, what: string): ForeignSchema {
  const foreign = foreignSchema(schema)
  if (Buffer.byteLength(foreign.text) > bounds.schemaBytes) {
    throw new Unfit(`Its ${what} is larger than ${bounds.schemaBytes / 1024} KiB.`)
  }
  return foreign
}

/** MCP says what holds where nothing is said, and that what changes nothing destroys nothing. */
function toAnnotations(
  hints: { readOnlyHint?: boolean | undefined; destructiveHint?: boolean | undefined } = {},
): ToolAnnotations {
  const readOnly = hints.readOnlyHint ?? false
  return { readOnly, destructive: !readOnly && (hints.destructiveHint ?? true) }
}
