// The HTTP reference: Scalar, with the contract and its samples in a script beside it, for a page from disk can fetch nothing.
import { type Call, isLeftToReader, isSigned } from './calls.ts'
import type { Frame, Page } from './layout.ts'
import { referencePage } from './layout.ts'
import type { Operation, Request, Webhook } from './operations.ts'
import { samplesOf } from './samples.ts'

export const referenceFile = 'http.html'

/** Where Scalar shows an operation, as the settings in web/docs/reference.ts name it. */
export const hashOf = ({ tag, id }: Pick<Request, 'tag' | 'id'>): string => `tag/${tag}/${id}`

export const webhookHashOf = ({ tag, name }: Pick<Webhook, 'tag' | 'name'>): string =>
  `tag/${tag}/webhook/${name}`

/**
 * A script that sets `openapiDocument`, and `untriedOperations`, the ids of those that can't be tried in a page. The contract
 * itself is left as it is.
 */
export function documentScript(document: unknown, calls: Call[]): string {
  const known = new Map(calls.map((call) => [call.operation.id, call]))
  const shown = JSON.stringify(document, (key, value: unknown) => {
    if (key === 'tags' && isTagList(value)) return value.map(titled)
    if (isParameter(value) && isLeftToReader(value.name)) return { ...value, example: undefined }
    const call = known.get((value as { operationId?: string } | null)?.operationId ?? '')
    return call === undefined ? value : explained(value as object, call)
  })
  const untried = calls.filter(({ operation }) => !canBeTried(operation))
  return `window.openapiDocument = ${shown}
window.untriedOperations = ${JSON.stringify(untried.map(({ operation }) => operation.id))}
`
}

/** The document's own list; an operation has names there. */
const isTagList = (value: unknown): value is { name: string }[] =>
  Array.isArray(value) && value.every((tag) => typeof tag === 'object')

const titled = (tag: { name: string }): object => ({
  ...tag,
  'x-displayName': tag.name.charAt(0).toUpperCase() + tag.name.slice(1),
})

const isParameter = (value: unknown): value is { name: string } =>
  typeof value === 'object' && value !== null && 'in' in value && 'schema' in value

const explained = (source: object, call: Call): object => ({
  ...source,
  description: `${call.operation.description}\n\n${accessOf(call.operation)}`,
  'x-codeSamples': samplesOf(call),
})

/** In Markdown. */
function accessOf({ security, scopes, budget }: Operation): string {
  const scope = scopes.map((one) => `\`${one}\``).join(', ')
  const access =
    security === 'bearerAuth'
      ? `Scope: ${scope}.`
      : security === undefined
        ? 'Open to everybody.'
        : `Access: by signature.`
  return `${access} Budget: ${budget}.`
}

/** A page can't sign; and Scalar shows an HTML answer as a page of its own making, which the pages' policy forbids. */
const canBeTried = (operation: Operation): boolean =>
  !isSigned(operation) &&
  !operation.answers.some(
    ({ status, mediaTypes }) => status.startsWith('2') && mediaTypes.includes('text/html'),
  )

/** @param scripts Scalar, the document and what starts them, in this order */
export function httpPage(frame: Frame, count: number, scripts: string[]): string {
  const page: Page = {
    file: referenceFile,
    title: 'HTTP reference',
    description: `All ${count} operations of the ${frame.product}, with requests to try.`,
    headings: [],
    content: '<div id="reference"></div>',
  }
  return referencePage(frame, page, scripts)
}
