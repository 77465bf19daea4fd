import { isDeepStrictEqual } from 'node:util'
import {
  type Change,
  type ContractTexts,
  type Documents,
  Incomparable,
  readDocuments,
} from './documents.ts'
import { asOpenApi } from './events.ts'
import { factChanges } from './facts.ts'
import { breakingByOasdiff, type OasdiffOptions } from './oasdiff.ts'
import { unseenChanges } from './unseen.ts'
import { compareVersions, isLaterMonth, nextMonth, nextPatch, parseVersion } from './version.ts'

export interface Comparison {
  /** `info.version` of both. */
  released: string
  current: string
  breaking: Change[]
  /** Why the current contract must not be released as it is, with what to do; nothing when it may. */
  refusal: string | undefined
}

/** Compares the contract with that of the last release. Throws `Incomparable` when one of them can't be read or compared. */
export async function compareContracts(
  released: ContractTexts,
  current: ContractTexts,
  options: OasdiffOptions = {},
): Promise<Comparison> {
  const before = readDocuments(released, 'spec/released')
  const after = readDocuments(current, 'spec')
  const versions = {
    released: versionOf(before, 'spec/released'),
    current: versionOf(after, 'spec'),
  }
  const breaking = await breakingChanges(before, after, current.openapi, options)
  const isSame = isDeepStrictEqual(before, after)
  return { ...versions, breaking, refusal: refusalOf(versions, breaking.length, isSame) }
}

function versionOf({ openapi, asyncapi }: Documents, folder: string): string {
  const { version } = openapi.info
  if (asyncapi.info.version !== version) {
    throw new Incomparable(
      `The files of ${folder}/ are of two versions: openapi.yaml ${version}, asyncapi.yaml ${asyncapi.info.version}.`,
    )
  }
  return version
}

async function breakingChanges(
  before: Documents,
  after: Documents,
  openapi: string,
  options: OasdiffOptions,
): Promise<Change[]> {
  const [old, current] = [asOpenApi(before), asOpenApi(after)]
  // First, since the file that everybody reads is the one to name when it can't be read.
  const http = await breakingByOasdiff(
    // The released file stays as it was released, also where it has what other parsers than ours refuse.
    { name: 'spec/released/openapi.yaml', text: JSON.stringify(before.openapi) },
    { name: 'spec/openapi.yaml', text: openapi },
    options,
  )
  const others = isDeepStrictEqual(old, current)
    ? []
    : await breakingByOasdiff(
        { name: 'the events of spec/released', text: JSON.stringify(old) },
        { name: 'the events of spec', text: JSON.stringify(current) },
        options,
      )
  const changes = [
    ...http,
    ...unseenChanges(before.openapi, after.openapi),
    ...others,
    ...unseenChanges(old, current),
    ...factChanges(before, after),
  ]
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()]
}

export interface Versions {
  released: string
  current: string
}

/** Within a month nothing breaks; and what is released under a version stays as it is. */
export function refusalOf(
  versions: Versions,
  breaking: number,
  isSame: boolean,
): string | undefined {
  const released = parseVersion(versions.released, 'spec/released/openapi.yaml')
  const current = parseVersion(versions.current, 'spec/openapi.yaml')
  const order = compareVersions(current, released)
  if (order < 0) {
    return `info.version ${versions.current} is earlier than the last release, ${versions.released}: raise it.`
  }
  if (breaking > 0 && !isLaterMonth(current, released)) {
    return `${versions.current} may only add to ${versions.released}: raise info.version to ${nextMonth(released)}, or take the ${breaking === 1 ? 'change' : 'changes'} back.`
  }
  if (order === 0 && !isSame) {
    return `${versions.released} is released, and a released contract does not change: raise info.version to ${nextPatch(released)}, or take the change back.`
  }
  return undefined
}

/** The comparison for a person: each change under its operation or event, then what follows from it. */
export function reportOf({ released, current, breaking, refusal }: Comparison): string {
  const places = Map.groupBy(breaking, ({ where }) => where)
  const groups = [...places].flatMap(([where, changes]) => [
    where,
    ...changes.map(({ what }) => `  ${what}`),
  ])
  const number = breaking.length === 0 ? 'no' : String(breaking.length)
  const counted = `${number} breaking ${breaking.length === 1 ? 'change' : 'changes'} since ${released}`
  const allowed = breaking.length === 0 ? '' : `, allowed by ${current}`
  return [...groups, refusal === undefined ? counted + allowed : `${counted}. ${refusal}`].join(
    '\n',
  )
}
