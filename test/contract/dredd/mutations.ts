import { breaksOf } from '../generated/breaks.ts'
import { Schemas } from '../generated/schema.ts'
import type { PassingAnswer } from './lying-proxy.ts'
import type { Transaction } from './transactions.ts'

const schemas = await Schemas.read()

/** What became of an answer, and where. */
export interface Mutated {
  answer: PassingAnswer
  what: string
}

/** @param turn another number for each transaction, so that they are changed at different places @returns undefined where it has none */
export type Mutation = (
  answer: PassingAnswer,
  transaction: Transaction,
  turn: number,
) => Mutated | undefined

const turned = <T>(from: readonly T[], turn: number): T | undefined =>
  // A prime, so that transactions of the same shape, which follow each other, go through all of them.
  from[(turn * 31) % from.length]

/** Breaks one of these rules in a JSON body, as deep inside as it can be. */
const inBody =
  (...rules: string[]): Mutation =>
  (answer, { type, schema }, turn) => {
    if (type !== 'application/json' || schema === undefined) return undefined
    const body: unknown = JSON.parse(answer.body.toString())
    const breaks = breaksOf(schemas, schema, body).filter(({ rule }) => rules.includes(rule))
    const depth = Math.max(...breaks.map(({ path }) => path.length))
    const found = turned(
      breaks.filter(({ path }) => path.length === depth),
      turn,
    )
    if (found === undefined) return undefined
    const changed = JSON.stringify(found.make())
    return {
      answer: { ...answer, body: Buffer.from(changed) },
      what: `${found.path.join('.')}: ${found.rule} ${found.way}`,
    }
  }

const otherStatus: Mutation = (answer, _transaction, turn) => {
  const others = [200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 429, 500, 503]
  const status = turned(
    others.filter((other) => other !== answer.status),
    turn,
  )
  return { answer: { ...answer, status: status ?? 418 }, what: String(status) }
}

const otherContentType: Mutation = (answer, { type }, turn) => {
  if (type === undefined) return undefined
  const others = ['text/plain', 'application/xml', 'application/json', 'application/problem+json']
  const other = turned(
    others.filter((name) => name !== type),
    turn,
  )
  const value = `${other ?? ''}; charset=utf-8`
  return { answer: withHeader(answer, 'content-type', value), what: value }
}

const withHeader = (
  answer: PassingAnswer,
  name: string,
  value: string | undefined,
): PassingAnswer => ({ ...answer, headers: { ...answer.headers, [name.toLowerCase()]: value } })

const wrongHeader: Mutation = (answer, { headers }, turn) => {
  const present = Object.entries(headers).filter(([name]) => name.toLowerCase() in answer.headers)
  const [name, schema] = turned(present, turn) ?? []
  if (name === undefined || schema === undefined) return undefined
  const { type, maxLength } = schema as { type: string; maxLength?: number }
  const value = type === 'integer' ? 'many' : 'x'.repeat((maxLength ?? 0) + 1)
  return { answer: withHeader(answer, name, value), what: `${name}: ${value.slice(0, 20)}` }
}

const missingHeader: Mutation = (answer, { headers, type }, turn) => {
  const there = [...Object.keys(headers), ...(type === undefined ? [] : ['Content-Type'])]
  const name = turned(there, turn)
  if (name === undefined) return undefined
  return { answer: withHeader(answer, name, undefined), what: `without ${name}` }
}

/** The ways to answer wrongly. */
export const mutations = {
  'the type of a field': inBody('type'),
  'a foreign enum value': inBody('enum', 'const'),
  'a missing required field': inBody('required'),
  'an extra field': inBody('additionalProperties'),
  'a wrong format': inBody('format'),
  'a value out of bounds': inBody('minimum', 'maximum', 'minLength', 'maxLength', 'pattern'),
  'another status': otherStatus,
  'another content type': otherContentType,
  'a wrong header': wrongHeader,
  'a missing header': missingHeader,
} satisfies Record<string, Mutation>
