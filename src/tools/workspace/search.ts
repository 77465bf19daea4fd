import { join, relative, sep } from 'node:path'
import type { Confinement } from './confinement.ts'
import { Findings, type Found } from './findings.ts'
import { compileGlob } from './glob.ts'
import { compileMatcher, type Matcher, type Pattern } from './matcher.ts'
import { Pace } from './pace.ts'
import { piecesOf } from './pieces.ts'
import { isText } from './text.ts'
import { walk } from './walk.ts'

export interface Search extends Pattern {
  /** Which files, by their path below the folder, or by name where it has no `/`. */
  glob?: string
  /** 1 to 1,000; 100 where it is not given. */
  maxMatches?: number
}

/** Larger files are passed over: 10 MiB. */
const maxFileBytes = 10 * 1024 * 1024

/** Then what was found is given, and that there may be more. */
const timeLimitMs = 10_000

interface Job {
  confinement: Confinement
  matcher: Matcher
  findings: Findings
  pace: Pace
}

/**
 * Searches line by line, in time that grows with the length of what is searched whatever the pattern, and lets others have
 * their turn meanwhile.
 * @param options.signal ends it between two pieces of work
 */
export async function searchFiles(
  confinement: Confinement,
  segments: readonly string[],
  { search, signal }: { search: Search; signal: AbortSignal },
): Promise<Found> {
  const matcher = compileMatcher(search)
  const fits = search.glob === undefined ? () => true : compileGlob(search.glob)
  const findings = new Findings(search.maxMatches ?? 100)
  const job = { confinement, matcher, findings, pace: new Pace(signal, timeLimitMs) }
  const real = await confinement.resolve(join(confinement.root, ...segments))
  const path = relative(confinement.root, real).split(sep).join('/')
  if ((await confinement.look(real)).isDirectory())
    await searchFolder(path && `${path}/`, fits, job)
  else if (fits(path)) await searchFile(path, job)
  return findings.found
}

async function searchFolder(start: string, fits: (path: string) => boolean, job: Job) {
  const { confinement, findings, pace } = job
  const files = walk(start, {
    confinement,
    signal: pace.signal,
    onCut: () => {
      findings.cut()
    },
    onRefused: () => {
      findings.skip('refused')
    },
  })
  for await (const path of files) {
    await takeTurns(job)
    if (findings.isFull) return
    if (fits(path.slice(start.length))) await searchOneOfMany(path, job)
  }
}

async function searchOneOfMany(path: string, job: Job): Promise<void> {
  try {
    await searchFile(path, job)
  } catch {
    job.pace.signal.throwIfAborted()
    job.findings.skip('refused')
  }
}

async function searchFile(path: string, job: Job): Promise<void> {
  const { confinement, findings, pace } = job
  pace.signal.throwIfAborted()
  await using file = await confinement.openFile(join(confinement.root, path))
  if (file.stats.size > maxFileBytes) {
    findings.skip('large')
    return
  }
  const takeBack = findings.mark()
  let lines = 0
  for await (const piece of piecesOf(file, pace.signal)) {
    if (piece === undefined) {
      lines += 1
      findings.skip('longLines')
    } else if (isText(piece)) lines = await searchText(piece.toString(), { path, lines }, job)
    else {
      takeBack()
      findings.skip('binary')
      return
    }
    if (findings.isFull) break
  }
  findings.files += 1
}

/** @param before how many lines the file has before this text @returns how many it has with it */
async function searchText(
  text: string,
  { path, lines: before }: { path: string; lines: number },
  job: Job,
): Promise<number> {
  let lines = before
  const start = before === 0 && text.startsWith('\uFEFF') ? 1 : 0
  for (let at = start; at < text.length;) {
    const feed = text.indexOf('\n', at)
    const end = feed === -1 ? text.length : feed
    lines += 1
    searchLine(text.slice(at, text[end - 1] === '\r' ? end - 1 : end), { path, line: lines }, job)
    at = end + 1
    await takeTurns(job)
    if (job.findings.isFull) break
  }
  return lines
}

function searchLine(
  text: string,
  { path, line }: { path: string; line: number },
  { matcher, findings }: Job,
): void {
  if (!matcher.takes(text.length)) findings.skip('longLines')
  else if (matcher.test(text))
    findings.add({ path: `/${path}`, line, column: matcher.column(text), text })
}

async function takeTurns({ pace, findings }: Job): Promise<void> {
  if (pace.isTurnOver && !(await pace.nextTurn())) findings.end()
}
