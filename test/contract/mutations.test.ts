import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OperationId } from '../../src/generated/operations.ts'
import { operations } from '../../src/generated/operations.ts'
import { count } from '../support/counts.ts'
import { breaksOf } from './generated/breaks.ts'
import { placeOf, placesOf } from './generated/places.ts'
import { type Schema, Schemas } from './generated/schema.ts'
import { valuesOf } from './generated/values.ts'
import { Judge } from './judge.ts'

// The judge is what most tests of the contract rely on, so it is itself tried here: every answer of the contract, broken in every place.

const schemas = await Schemas.read()
const judge = await Judge.open()

/** Another seed tries other values: change it here. */
const seed = 20_261_200

interface Media {
  schema: Schema
  example?: unknown
}

interface Response {
  headers?: Record<string, { schema: Schema; example: unknown; required?: boolean }>
  content?: Record<string, Media>
}

interface Answer {
  id: OperationId
  status: number
  type: string
  headers: Record<string, string>
  media: Media | undefined
}

const responses = (Object.keys(operations) as OperationId[]).flatMap((id) =>
  Object.entries(judge.responsesOf(id) as Record<string, Response>).map(
    ([status, response]) => [id, Number(status), response] as const,
  ),
)

/** An answer for each content type, with every documented header. */
const answersOf = (id: OperationId, status: number, response: Response): Answer[] => {
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, { example }]) => [name, String(example)]),
  )
  const media = Object.entries(response.content ?? {})
  if (media.length === 0) return [{ id, status, type: '', headers, media: undefined }]
  return media.map(([type, one]) => ({ id, status, type, headers, media: one }))
}

interface Change {
  status?: number
  /** Null takes one away. */
  headers?: Record<string, string | null>
  type?: string
  text?: string
}

function faultsOf(answer: Answer, value: unknown, change: Change = {}): string[] {
  const { id, media } = answer
  const type = change.type ?? answer.type
  const isJson = answer.type === 'application/json'
  const own = media === undefined ? '' : isJson ? JSON.stringify(value) : String(value)
  const headers = new Headers(answer.headers)
  for (const [name, text] of Object.entries(change.headers ?? {})) {
    if (text === null) headers.delete(name)
    else headers.set(name, text)
  }
  if (type !== '') headers.set('content-type', `${type}; charset=utf-8`)
  return judge.faultsOf(id, {
    status: change.status ?? answer.status,
    headers,
    body: change.text ?? own,
  })
}

/** The contract's own example, and generated values: one as it comes, and some with all that there may be. */
function valuesFor({ media }: Answer): unknown[] {
  if (media === undefined) return [undefined]
  const full = fc.sample(valuesOf(schemas, media.schema, { full: true }), { numRuns: 12, seed })
  return [
    media.example,
    ...fc.sample(valuesOf(schemas, media.schema), { numRuns: 1, seed }),
    ...full,
  ]
}

interface Tried {
  tried: number
  /** What was let through, or not tried. */
  missed: string[]
}

/** Goes through values until each rule in each place has been broken. */
function brokenBodies(answer: Answer, values: unknown[]): Tried {
  const { media } = answer
  if (media === undefined) return { tried: 0, missed: [] }
  const isJson = answer.type === 'application/json'
  // A text on the wire has no type to break.
  const counts = (place: string): boolean => isJson || !place.endsWith(' type')
  const unseen = new Set(placesOf(schemas, media.schema).filter(counts))
  const done = new Set<string>()
  const missed: string[] = []
  for (const value of values) {
    if (unseen.size === 0 && done.size > 0) break
    for (const one of breaksOf(schemas, media.schema, value)) {
      const place = placeOf(one)
      const name = `${place} ${one.way}`
      if (!counts(place) || done.has(name)) continue
      done.add(name)
      unseen.delete(place)
      if (faultsOf(answer, one.make()).length === 0) missed.push(name)
    }
  }
  return { tried: done.size, missed: [...missed, ...unseen] }
}

/** Each documented header with values that its schema does not have, and without one where it has to be there. */
function brokenHeaders(answer: Answer, response: Response): Tried {
  const [value] = valuesFor(answer)
  const headers = Object.entries(response.headers ?? {})
  const isSeen = (name: string, text: string | null): boolean =>
    faultsOf(answer, value, { headers: { [name]: text } }).length > 0
  const tried = headers.flatMap(([name, { schema, required = false }]) => [
    ...wrongTexts(schema).map((text) => ({ name, text, isFault: true })),
    { name, text: null, isFault: required },
  ])
  const missed = tried.filter(({ name, text, isFault }) => isSeen(name, text) !== isFault)
  return {
    tried: tried.filter(({ isFault }) => isFault).length,
    missed: missed.map(({ name, text }) => `header ${name}: ${text ?? 'none'}`),
  }
}

function wrongTexts(schema: Schema): string[] {
  const { type, enum: values, minLength = 0, maxLength, minimum } = schema
  if (type === 'integer') {
    return ['', 'many', '1.5', '0x10', ...(minimum === undefined ? [] : [String(minimum - 1)])]
  }
  if (values !== undefined) return ['no-such-value']
  return [
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(minLength === 0 ? [] : ['']),
  ]
}

/** Another status, another content type, and a body that is none. */
function brokenFrames(answer: Answer, value: unknown): Tried {
  const changes: [string, Change][] = [
    ['another status', { status: 418 }],
    ['the status of an informational answer', { status: 103 }],
    ...(answer.media === undefined
      ? ([['a body', { text: '{}' }]] as [string, Change][])
      : ([
          ['another content type', { type: 'application/octet-stream' }],
          ['a content type that begins alike', { type: `${answer.type}x` }],
        ] as [string, Change][])),
    ...(answer.type === 'application/json'
      ? ([
          ['no body', { text: '' }],
          ['half a body', { text: '{"a":' }],
          ['a body and more', { text: `${JSON.stringify(value)}}` }],
        ] as [string, Change][])
      : []),
  ]
  const missed = changes.filter(([, change]) => faultsOf(answer, value, change).length === 0)
  return { tried: changes.length, missed: missed.map(([name]) => name) }
}

describe('the judge of answers', () => {
  let caught = 0

  test.each(responses)('sees each break of %s %i', (id, status, response) => {
    for (const answer of answersOf(id, status, response)) {
      const values = valuesFor(answer)
      for (const value of values) expect(faultsOf(answer, value)).toEqual([])
      const broken = [
        brokenBodies(answer, values),
        brokenHeaders(answer, response),
        brokenFrames(answer, values[0]),
      ]
      expect(broken.flatMap(({ missed }) => missed)).toEqual([])
      for (const { tried } of broken) caught += tried
    }
  })

  test('has been tried with all of them', async () => {
    expect(caught).toBeGreaterThan(10_000)
    await count('broken answers that were caught', caught)
  })
})
