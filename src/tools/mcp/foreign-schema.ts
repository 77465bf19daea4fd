import { Ajv, type Options } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { RE2JS } from 're2js'
import type { Issue, JsonSchema } from '../../generated/types.ts'
import { issuesOf } from '../params.ts'
import { compileMatcher, type Matcher } from '../workspace/matcher.ts'

/** Finds what is wrong with a value. */
export type ForeignCheck = (value: unknown) => Issue[]

/** Longer ones are left to the tool, as what is too large for RE2 is. */
const longestPattern = 1000

const options: Options = {
  allErrors: true,
  // Schemas of other people use keywords of their own, and formats that only describe.
  strict: false,
  validateFormats: false,
  logger: false,
  // Else a schema is compiled once for each reference to it: 200 of 16 KB took gigabytes.
  inlineRefs: false,
  code: { regExp: Object.assign(linearRegExp, { code: 'linearRegExp' }) },
}

/** They only look whether a schema is one. Made at the start, since the first look of each takes some 20 ms. */
const dialects = {
  draft07: { judge: new Ajv(options), make: () => new Ajv({ ...options, validateSchema: false }) },
  draft2020: {
    judge: new Ajv2020(options),
    make: () => new Ajv2020({ ...options, validateSchema: false }),
  },
}
for (const { judge } of Object.values(dialects)) void judge.validateSchema({})

/**
 * A schema that nobody here has read: only to be used in a thread that can be ended, since to compile it, or to check by it, may take for
 * ever.
 * @param schema of JSON Schema 2020-12, or draft-07 where its `$schema` says so
 * @throws Error when the schema is wrong, or refers to itself without end
 */
export function compileForeign(schema: JsonSchema): ForeignCheck {
  // Ajv would give a promise in place of an answer.
  if ('$async' in schema) throw new Error('it has $async')
  const { judge, make } = isDraft07(schema) ? dialects.draft07 : dialects.draft2020
  if (judge.validateSchema(schema) !== true) throw new Error(judge.errorsText())
  // One for each: it never forgets what it has compiled, and two schemas may have one `$id`.
  const ajv = make()
  // Ajv compares each item with each other one: 100,000 of them take minutes. It is left to the tool.
  ajv.removeKeyword('uniqueItems')
  const validate = ajv.compile(schema)
  validate({})
  return (value) => {
    try {
      return validate(value) ? [] : issuesOf(validate.errors)
    } catch (error) {
      if (error instanceof RangeError) return [endless]
      throw error
    }
  }
}

/** A schema may refer to itself without end for some values. */
export const endless: Issue = {
  field: '',
  rule: 'maxDepth',
  message: 'can not be checked: nested too deep for the schema',
}

/**
 * A pattern may be one for which JavaScript's own engine takes for ever; RE2 never does. What RE2 has not (lookarounds, backreferences), or
 * what would take it long, is left to the tool to check. Ajv tells patterns apart by `toString`.
 */
function linearRegExp(pattern: string) {
  const matcher = compiled(pattern)
  return {
    test: (text: string) => matcher?.takes(text.length) !== true || matcher.test(text),
    toString: () => pattern,
  }
}

function compiled(pattern: string): Matcher | undefined {
  if (pattern.length > longestPattern) return undefined
  try {
    return compileMatcher({ pattern: RE2JS.translateRegExp(pattern) })
  } catch {
    return undefined
  }
}

const isDraft07 = ({ $schema }: JsonSchema): boolean =>
  typeof $schema === 'string' && $schema.includes('json-schema.org/draft-07')
