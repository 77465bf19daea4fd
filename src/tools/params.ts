import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Issue, JsonSchema, ToolParams } from '../generated/types.ts'

/** Together they stay well below what the contract allows an error to hold. */
const limits = { issues: 20, field: 120, message: 70 }

/** Finds an issue for each rule of a schema that is broken. Fields are paths in the parameters, as `edits.0.find`. */
export type ParamsCheck = (params: ToolParams) => Issue[]

/** Made when it is first needed: it compiles its own meta-schema, which takes some 20 ms. */
let ajv: Ajv2020 | undefined

/**
 * Only for schemas of our own: one of somebody else can take for ever, to compile and to check by.
 * @param schema of JSON Schema 2020-12
 * @throws Error when the schema is wrong
 */
export function compileParams(schema: JsonSchema): ParamsCheck {
  ajv ??= new Ajv2020({ allErrors: true, strict: false, logger: false, addUsedSchema: false })
  const validate = ajv.compile(schema)
  return (params) => (validate(params) ? [] : issuesOf(validate.errors))
}

/** What Ajv found, in the words of the contract. */
export const issuesOf = (errors: readonly ErrorObject[] | null | undefined): Issue[] =>
  (errors ?? []).slice(0, limits.issues).map(toIssue)

const toIssue = (error: ErrorObject): Issue => ({
  field: segments(error).join('.').slice(0, limits.field),
  rule: error.keyword,
  message: (error.message ?? 'is not allowed').slice(0, limits.message),
})

/** For a missing or surplus property, its own name: Ajv points to the object that lacks or holds it. */
function segments({ instancePath, params }: ErrorObject): string[] {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>
  const pointer = instancePath.split('/').slice(1).map(unescape)
  return [...pointer, missingProperty ?? additionalProperty].filter((name) => name !== undefined)
}

const unescape = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~')
