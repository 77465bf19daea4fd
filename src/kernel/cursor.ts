import { invalid } from './errors.ts'

type Part = 'string' | 'number'

type Parts<Shape extends readonly Part[]> = {
  -readonly [Index in keyof Shape]: Shape[Index] extends 'string' ? string : number
}

/** The place of a row in a list as opaque text. Numbers are integers. */
export const encodeCursor = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

/**
 * @param shape the types of the parts, in their order
 * @throws GatewayError `invalid` for `query.cursor` when it is not a cursor of this shape
 */
export function decodeCursor<const Shape extends readonly Part[]>(
  cursor: string,
  shape: Shape,
): Parts<Shape> {
  const parts = parse(cursor)
  if (!hasShape(parts, shape)) {
    const message = 'is not a cursor that a page of this list gave'
    throw invalid({ field: 'query.cursor', rule: 'cursor', message })
  }
  return parts
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

const hasShape = <Shape extends readonly Part[]>(
  parts: unknown,
  shape: Shape,
): parts is Parts<Shape> =>
  Array.isArray(parts) &&
  parts.length === shape.length &&
  parts.every((part, index) =>
    shape[index] === 'string' ? isText(part) : Number.isSafeInteger(part),
  )

/** PostgreSQL refuses NUL in a text. */
const isText = (part: unknown): boolean => typeof part === 'string' && !part.includes('\0')
