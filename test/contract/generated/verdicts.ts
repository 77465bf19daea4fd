import type { ErrorResponse, Issue } from '../../../src/generated/types.ts'
import type { Judge, JudgedAnswer } from '../judge.ts'
import type { NearMiss } from './near-misses.ts'
import type { Operation } from './operations.ts'

/** How a valid request may be refused, by what is there or what it means, which no schema tells. */
export interface Refusal {
  status: number
  /** Of each issue; undefined where there are none. */
  rule?: string
  /** The beginning of each issue's field. */
  field?: string
}

/** @returns what is wrong with the answer to a valid request; nothing when all is well */
export function faultsOfValid(
  judge: Judge,
  { id, success }: Operation,
  answer: JudgedAnswer,
  refusals: readonly Refusal[],
): string[] {
  const faults = judge.faultsOf(id, answer)
  if (answer.status === success || faults.length > 0) return faults
  if (answer.status >= 500) return [`status ${answer.status}`]
  if (answer.method === 'HEAD') {
    return refusals.some(({ status }) => status === answer.status) ? [] : ['is refused']
  }
  const issues = issuesOf(answer)
  const isAllowed = (issue: Partial<Issue>): boolean =>
    refusals.some(
      ({ status, rule, field = '' }) =>
        status === answer.status && rule === issue.rule && (issue.field ?? '').startsWith(field),
    )
  const others = (issues.length === 0 ? [{}] : issues).filter((issue) => !isAllowed(issue))
  return others.map((issue) => `a valid request is refused: ${JSON.stringify(issue)}`)
}

/** @returns what is wrong with the answer to a request that breaks one rule */
export function faultsOfNearMiss(
  judge: Judge,
  { id }: Operation,
  answer: JudgedAnswer,
  { status, field, rule }: NearMiss,
): string[] {
  const faults = judge.faultsOf(id, answer)
  if (answer.status !== status) return [...faults, `status ${answer.status} instead of ${status}`]
  if (answer.method === 'HEAD' || faults.length > 0) return faults
  const issues = issuesOf(answer)
  const named = issues.some((issue) => issue.field === field && issue.rule === rule)
  const others = issues.filter((issue) => issue.field !== field)
  return [
    ...(named ? [] : [`no issue has the field ${field} and the rule ${rule}`]),
    ...others.map((issue) => `what is right is blamed too: ${issue.field} ${issue.rule}`),
  ]
}

const issuesOf = ({ body }: JudgedAnswer): Issue[] =>
  (JSON.parse(body) as ErrorResponse).error.details.issues ?? []
