import {
  AudioContentSchema,
  type ContentBlock,
  EmbeddedResourceSchema,
  ImageContentSchema,
  ResourceLinkSchema,
  TextContentSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { Issue } from '../../generated/types.ts'
import { ToolFailure } from '../tool.ts'
import { bounds } from './bounds.ts'
import { isDeeperThan } from './depth.ts'
import { isLargerThan } from './size.ts'
import { clip, oneLine } from './text.ts'

/** What a call gives: of the server's result what MCP defines, and nothing else. */
export interface McpResult {
  content: unknown[]
  structuredContent?: Record<string, unknown>
}

/** What is wrong with a result's `structuredContent`. */
export type OutputCheck = (structured: Record<string, unknown>) => Promise<Issue[]>

/**
 * @param checkOutput undefined where the tool says nothing of `structuredContent`
 * @throws ToolFailure when the tool failed, or when the result is not what MCP or the tool's own `outputSchema` allows
 */
export async function toResult(
  told: Record<string, unknown>,
  checkOutput: OutputCheck | undefined,
): Promise<McpResult> {
  if (isDeeperThan(told, bounds.depth)) throw wrong('it is nested too deeply')
  if (!('content' in told) && !('structuredContent' in told)) throw wrong('it has no content')
  const { structuredContent, isError } = told
  const content = toContent(told['content'] ?? ('content' in told ? null : []))
  if (structuredContent !== undefined && !isRecord(structuredContent)) {
    throw wrong('structuredContent: it is not an object')
  }
  if (isError !== undefined && typeof isError !== 'boolean') {
    throw wrong('isError: it is neither true nor false')
  }
  if (isError === true) throw new ToolFailure(clip(failureText(content), bounds.failure))
  if (checkOutput !== undefined) await checkStructured(checkOutput, structuredContent)
  return structuredContent === undefined ? { content } : { content, structuredContent }
}

/** By their types. The SDK's union of them tries each item as all of them, and keeps what is wrong with millions of them. */
const itemSchemas = {
  text: TextContentSchema,
  image: ImageContentSchema,
  audio: AudioContentSchema,
  resource_link: ResourceLinkSchema,
  resource: EmbeddedResourceSchema,
}

function toContent(told: unknown): ContentBlock[] {
  if (!Array.isArray(told)) throw wrong('content: it is not a list')
  if (told.length > bounds.contentItems) {
    throw wrong(`content: it has more than ${bounds.contentItems} items`)
  }
  return told.map(toItem)
}

function toItem(told: unknown, index: number): ContentBlock {
  const where = `content.${index}`
  const type = isRecord(told) ? told['type'] : undefined
  if (!isItemType(type)) throw wrong(`${where}: it has no type that MCP knows`)
  if (isLargerThan(told, { bytes: Infinity, nodes: bounds.contentItemNodes })) {
    throw wrong(`${where}: it is made of more than ${bounds.contentItemNodes} values`)
  }
  const { data, error } = itemSchemas[type].safeParse(told)
  if (data !== undefined) return data
  const [issue] = error.issues
  throw wrong(`${[where, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not allowed'}`)
}

const isItemType = (type: unknown): type is keyof typeof itemSchemas =>
  typeof type === 'string' && Object.hasOwn(itemSchemas, type)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function checkStructured(
  checkOutput: OutputCheck,
  structured: Record<string, unknown> | undefined,
): Promise<void> {
  if (structured === undefined) throw wrong('it has no structuredContent, which the tool promises')
  const [issue] = await checkOutput(structured)
  if (issue === undefined) return
  const where = ['structuredContent', issue.field].filter((part) => part !== '').join('.')
  throw wrong(`${where} ${issue.message}`)
}

const failureText = (content: readonly ContentBlock[]): string =>
  content
    .flatMap((item) => (item.type === 'text' ? [item.text] : []))
    .join('\n')
    .trim() || 'The tool failed and does not say why.'

const wrong = (why: string) =>
  new ToolFailure(`The tool gave a result that is not allowed: ${clip(oneLine(why), 500)}.`)
