import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { type Comparison, compareContracts } from '../../scripts/check/compatibility/compare.ts'
import type { ContractTexts } from '../../scripts/check/compatibility/documents.ts'

type Node = Record<string, unknown>

/** A change of a document in place. */
export interface Edit {
  place: string
  apply: (document: Node) => void
}

/** What is changed, and a line that the report must have: the operation or event, and the field. */
export type Case = [name: string, edits: Edit[], line: RegExp]

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../spec/${name}`, import.meta.url), 'utf8')

const sources = { openapi: await read('openapi.yaml'), asyncapi: await read('asyncapi.yaml') }

/** The contract of today under another version, with changes. JSON is YAML as well. */
export function contract(
  version: string,
  edits: { openapi?: Edit[]; asyncapi?: Edit[] } = {},
): ContractTexts {
  const edited = (file: keyof ContractTexts): string => {
    const document = parse(sources[file], { maxAliasCount: -1 }) as Node
    for (const { apply } of [put('info > version', version), ...(edits[file] ?? [])]) {
      apply(document)
    }
    return JSON.stringify(document)
  }
  return { openapi: edited('openapi'), asyncapi: edited('asyncapi') }
}

/** Today's contract as if it were released, against one with these changes. */
export const changed = (
  edits: { openapi?: Edit[]; asyncapi?: Edit[] },
  version = '2026.12.1',
): Promise<Comparison> => compareContracts(contract('2026.12.0'), contract(version, edits))

/** The changes of a comparison, one line each. */
export const linesOf = ({ breaking }: Comparison): string[] =>
  breaking.map(({ where, what }) => `${where}: ${what}`)

/**
 * Cases in as few lists as there are that change a thing more than once: each list is one comparison, which costs the start of a
 * program.
 */
export function together(cases: Case[]): Case[][] {
  const lists: { things: Set<string>; cases: Case[] }[] = []
  for (const one of cases) {
    const things = one[1].map(({ place }) =>
      keysOf(place)
        .slice(0, place.startsWith('paths') ? 2 : 3)
        .join(),
    )
    let list = lists.find((free) => things.every((thing) => !free.things.has(thing)))
    if (list === undefined) lists.push((list = { things: new Set(), cases: [] }))
    list.cases.push(one)
    for (const thing of things) list.things.add(thing)
  }
  return lists.map((list) => list.cases)
}

/** A place by its keys, joined by ` > `. `#Name` is the schema of that name. */
const keysOf = (place: string): string[] =>
  place.replace(/^#/, 'components > schemas > ').split(' > ')

function edit(place: string, change: (parent: Node, key: string) => void): Edit {
  const keys = keysOf(place)
  const key = keys.at(-1) ?? ''
  const apply = (document: Node): void => {
    const parent = keys
      .slice(0, -1)
      .reduce<unknown>((found, name) => (found as Node)[name], document)
    if (typeof parent !== 'object') throw new Error(`There is no ${place}.`)
    change(parent as Node, key)
  }
  return { place, apply }
}

export const put = (place: string, value: unknown): Edit =>
  edit(place, (parent, key) => {
    parent[key] = value
  })

export const without = (place: string): Edit =>
  edit(place, (parent, key) => {
    if (!(key in parent)) throw new Error(`There is no ${place}.`)
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else Reflect.deleteProperty(parent, key)
  })

/** Gives a thing another key. */
export const rename = (place: string, name: string): Edit =>
  edit(place, (parent, key) => {
    parent[name] = parent[key]
    Reflect.deleteProperty(parent, key)
  })

/** Adds to a list. */
export const add = (place: string, value: unknown): Edit =>
  edit(place, (parent, key) => {
    parent[key] = [...((parent[key] ?? []) as unknown[]), value]
  })

/** Takes out of a list. */
export const drop = (place: string, value: unknown): Edit =>
  edit(place, (parent, key) => {
    const list = parent[key] as unknown[]
    if (!list.includes(value)) throw new Error(`There is no ${String(value)} in ${place}.`)
    parent[key] = list.filter((item) => item !== value)
  })
