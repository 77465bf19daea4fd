import type { JsonSchema } from '../../generated/types.ts'

/** A path below the workspace's root. */
export const pathSchema = { type: 'string', minLength: 1, maxLength: 4096 }

/** Parameters with these properties and no others. */
export const closedObject = (
  properties: Record<string, JsonSchema>,
  required: string[] = [],
): JsonSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
})
