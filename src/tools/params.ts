import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Issue, ToolParams } from '../generated/types.ts'
import { invalid } from '../kernel/errors.ts'
import type { Tool } from './tool.ts'

/** Together they stay well below what the contract allows an error to hold. */
const limits = { issues: 20, field: 120, message: 70 }

/** @returns a function that throws `invalid` with an issue for each rule of the tool's `inputSchema` that is broken */
export function createParamsCheck(): (tool: Tool, params: ToolParams) => void {
  const ajv = new Ajv2020({ allErrors: true })
  const compiled = new Map<Tool, ValidateFunction>()
  return (tool, params) => {
    const validate = compiled.get(tool) ?? ajv.compile(tool.inputSchema)
    compiled.set(tool, validate)
    if (validate(params)) return
    const [first, ...rest] = (validate.errors ?? []).slice(0, limits.issues).map(toIssue)
    if (first !== undefined) throw invalid(first, ...rest)
  }
}

const toIssue = (error: ErrorObject): Issue => ({
  field: ['body.params', ...segments(error)].join('.').slice(0, limits.field),
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
