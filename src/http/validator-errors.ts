import type { Issue } from '../generated/types.ts'
import { internal, invalid } from '../kernel/errors.ts'

/** The contract bounds what is listed; more would only repeat what is wrong. */
const maxIssues = 20

interface ValidatorError {
  status: number
  path: string
  message: string
  errors: { path: string; message: string; errorCode?: string }[]
}

const places: Record<string, string> = {
  params: 'path',
  headers: 'header',
}

/** Turns what express-openapi-validator throws into the contract's words; anything else passes through as it is. */
export function fromValidator(error: unknown): unknown {
  if (!isValidatorError(error)) return error
  const [first, ...rest] = error.errors.slice(0, maxIssues).map(toIssue)
  if (error.status !== 400 || first === undefined) {
    return internal(error)
  }
  return invalid(first, ...rest)
}

/** For the log: each field and what is wrong with it, without values, which may be secret. */
export function faultsOf(error: unknown): string {
  if (!isValidatorError(error)) return 'it could not be checked'
  return error.errors
    .slice(0, maxIssues)
    .map(toIssue)
    .map(({ field, message }) => `${field}: ${message}`)
    .join('; ')
}

function isValidatorError(error: unknown): error is ValidatorError {
  return error instanceof Error && 'status' in error && 'errors' in error
}

/** `/body/userId` is `body.userId`; `required.openapi.validation` is `required`. */
function toIssue({ path, message, errorCode }: ValidatorError['errors'][number]): Issue {
  const [place = '', ...keys] = path.split('/').filter((part) => part !== '')
  const rule = errorCode?.split('.')[0] ?? 'parameter'
  if (rule === 'discriminator') {
    const field = [place, ...keys, 'type'].join('.')
    return { field, rule, message: 'must be a type that the contract names here' }
  }
  return {
    field: [places[place] ?? place, ...keys].join('.').slice(0, 1000),
    rule,
    message: message.slice(0, 2000),
  }
}
