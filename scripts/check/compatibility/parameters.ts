import { type OpenApi, type Operation, type Part, resolved } from './documents.ts'
import { schemaChanges } from './schemas.ts'

type Pair<T> = [before: T, after: T]

export interface Parameter {
  name: string
  in: string
  written: Part
  /** Whether it is one of the path, for all its operations: of those, oasdiff tells only of new ones. */
  isShared: boolean
}

/** An operation's parameters, those of its path included unless it has its own in their place. */
export function parametersOf(
  shared: Part[] = [],
  { parameters: own = [] }: Operation,
  document: OpenApi,
): Parameter[] {
  const known = (parameters: Part[], isShared: boolean): [string, Parameter][] =>
    parameters.map((one) => {
      const written = resolved(one, document)
      const [name, place] = [String(written['name']), String(written['in'])]
      return [`${place} ${name}`, { name, in: place, written, isShared }]
    })
  return [...new Map([...known(shared, true), ...known(own, false)]).values()]
}

/** The breaking ones that oasdiff does not tell. */
export function parameterChanges(
  [before, after]: Pair<Parameter[]>,
  documents: Pair<OpenApi>,
): string[] {
  return before.flatMap((parameter) => {
    const found = after.find((one) => one.name === parameter.name && one.in === parameter.in)
    const path = `${parameter.in} parameter ${parameter.name}`
    if (found === undefined) return parameter.isShared ? [`the ${path} was removed`] : []
    const isShared = parameter.isShared || found.isShared
    const [old, current] = [parameter.written, found.written]
    const isNeeded = isShared && old['required'] !== true && current['required'] === true
    return [
      ...(isNeeded ? [`the ${path} became required`] : []),
      ...writingChanges(old, current).map((key) => `\`${key}\` of the ${path} was changed`),
      ...schemaChanges([old['schema'], current['schema']], documents, {
        ...{ direction: 'request', path, by: isShared ? 'nobody' : 'parameter' },
      }),
    ]
  })
}

const writingChanges = (before: Part, after: Part): string[] => [
  ...['style', 'explode'].filter((key) => before[key] !== after[key]),
  ...(before['allowReserved'] === true && after['allowReserved'] !== true ? ['allowReserved'] : []),
]
