import { basename, dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ToolFailure } from '../tool.ts'
import type { Confinement } from './confinement.ts'
import { notRegular, pathFailure } from './path-failure.ts'
import { readAt } from './read.ts'
import { assertText, encodeText } from './text.ts'
import { replaceFile } from './write.ts'

/** What a file may have, before and after, to be edited: 10 MiB. */
export const maxEditBytes = 10 * 1024 * 1024

export interface Edit {
  find: string
  replace: string
  /** Every occurrence, instead of the only one. */
  all?: boolean
}

export interface Edited {
  replacements: number
  /** Of the whole file, in bytes. */
  size: number
}

/** Edits of one file go one after the other: each works on what the one before it left. */
export class Editor {
  readonly #confinement: Confinement
  readonly #last = new Map<string, Promise<unknown>>()

  constructor(confinement: Confinement) {
    this.#confinement = confinement
  }

  /** @throws ToolFailure also when the file was changed between reading and replacing it */
  async edit(segments: readonly string[], edit: Edit, signal: AbortSignal): Promise<Edited> {
    const bytes = {
      find: encodeText(edit.find, 'find'),
      replace: encodeText(edit.replace, 'replace'),
    }
    const real = await this.#confinement.resolve(join(this.#confinement.root, ...segments))
    if (real === this.#confinement.root) throw notRegular()
    return await this.#inTurn(real, () => this.#apply(real, { ...edit, ...bytes }, signal))
  }

  async #inTurn<T>(real: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(real)
    const mine = (before ?? Promise.resolve()).then(work, work)
    this.#last.set(real, mine)
    try {
      return await mine
    } finally {
      if (this.#last.get(real) === mine) this.#last.delete(real)
    }
  }

  async #apply(real: string, edit: ByteEdit, signal: AbortSignal): Promise<Edited> {
    signal.throwIfAborted()
    await using folder = await this.#confinement.folder(dirname(real))
    const name = basename(real)
    const { text, seen } = await readWhole(this.#confinement, folder.at(name), signal)
    const { bytes, replacements } = await replaced(text, edit, signal)
    await replaceFile(this.#confinement, folder, { name, bytes, signal, seen })
    return { replacements, size: bytes.length }
  }
}

interface ByteEdit {
  find: Buffer
  replace: Buffer
  all?: boolean
}

async function readWhole(confinement: Confinement, path: string, signal: AbortSignal) {
  await using file = await confinement.openFile(path)
  const { handle, stats } = file
  if (stats.size > maxEditBytes) throw tooLarge('is')
  const size = Number(stats.size)
  const text = await readAt({ handle, size, signal }, 0, size)
  assertText(text)
  return { text, seen: stats }
}

async function replaced(
  text: Buffer,
  { find, replace, all = false }: ByteEdit,
  signal: AbortSignal,
) {
  let count = 0
  await eachOccurrence({ text, find, signal }, () => (count += 1))
  if (count === 0) throw findFailure(notThere(text, find))
  if (count > 1 && !all)
    throw findFailure(`occurs ${count} times; give more of the text around it, or all: true`)
  const size = text.length + count * (replace.length - find.length)
  if (size > maxEditBytes) throw tooLarge('would become')
  const bytes = Buffer.allocUnsafe(size)
  let [from, to] = [0, 0]
  await eachOccurrence({ text, find, signal }, (start) => {
    to += text.copy(bytes, to, from, start)
    to += replace.copy(bytes, to)
    from = start + find.length
  })
  text.copy(bytes, to, from)
  return { bytes, replacements: count }
}

const sliceBytes = 256 * 1024

/**
 * Finds occurrences that don't overlap, by Knuth, Morris and Pratt: Node's own `indexOf` takes 12 s, without a pause, for
 * 10,000 bytes of one letter around another in 10 MiB of that letter, this takes as long as for any other text.
 */
async function eachOccurrence(
  { text, find, signal }: { text: Buffer; find: Buffer; signal: AbortSignal },
  found: (start: number) => void,
): Promise<void> {
  const borders = bordersOf(find)
  let matched = 0
  for (let start = 0; start < text.length; start += sliceBytes) {
    if (start > 0) await nextTurn()
    signal.throwIfAborted()
    const end = Math.min(text.length, start + sliceBytes)
    for (let at = start; at < end; at += 1) {
      while (matched > 0 && find[matched] !== text[at]) matched = borders[matched - 1] ?? 0
      if (find[matched] === text[at]) matched += 1
      if (matched < find.length) continue
      found(at + 1 - matched)
      matched = 0
    }
  }
}

/** For each beginning of the text, how long the longest beginning is that is also its end. */
function bordersOf(find: Buffer): Uint32Array {
  const borders = new Uint32Array(find.length)
  let border = 0
  for (let at = 1; at < find.length; at += 1) {
    while (border > 0 && find[border] !== find[at]) border = borders[border - 1] ?? 0
    if (find[border] === find[at]) border += 1
    borders[at] = border
  }
  return borders
}

function notThere(text: Buffer, find: Buffer): string {
  const hint = find.includes('\n') && !find.includes('\r') && text.includes('\r\n')
  return hint
    ? 'does not occur in the file, where lines end with \\r\\n'
    : 'does not occur in the file'
}

const findFailure = (reason: string) => new ToolFailure(reason, { parameter: 'find' })

const tooLarge = (verb: string) => pathFailure(`${verb} larger than ${maxEditBytes} bytes`)
