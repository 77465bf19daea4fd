import type { Operation } from './documents.ts'

/** Who may call an operation, and how often: what asks for more than before. */
export const accessChanges = (before: Operation, after: Operation): string[] => [
  ...securityChanges(before.security ?? [], after.security ?? []),
  ...limitChanges(before['x-rate-limit'], after['x-rate-limit']),
]

export type Requirement = Record<string, string[]>

/** Each way in of before must still be one: by the same schemes, and by no scope more. An empty list is open to everybody. */
export function securityChanges(before: Requirement[], after: Requirement[]): string[] {
  if (after.length === 0) return []
  if (before.length === 0) return [`needs ${after.map(worded).join(' or ')}, and was open`]
  return before
    .filter((old) => !after.some((current) => isEnough(old, current)))
    .map((old) => `needs ${after.map(worded).join(' or ')}, and needed ${worded(old)}`)
}

const isEnough = (given: Requirement, needed: Requirement): boolean =>
  Object.entries(needed).every(([scheme, scopes]) =>
    scopes.every((scope) => given[scheme]?.includes(scope)) ? scheme in given : false,
  )

const worded = (requirement: Requirement): string =>
  Object.entries(requirement)
    .map(([scheme, scopes]) => `\`${[scheme, ...scopes].join(' ')}\``)
    .join(' and ')

type Limit = Operation['x-rate-limit']

function limitChanges(before: Limit, after: Limit): string[] {
  if (after === undefined) return []
  if (before === undefined) return [`\`x-rate-limit\` was added: ${spelled(after)}`]
  const isTighter =
    after.bucket !== before.bucket ||
    after.limit < before.limit ||
    after.windowSeconds > before.windowSeconds
  return isTighter ? [`\`x-rate-limit\` was ${spelled(before)}, is ${spelled(after)}`] : []
}

const spelled = ({ bucket, limit, windowSeconds }: NonNullable<Limit>): string =>
  `\`${limit} in ${windowSeconds} s of ${bucket}\``
