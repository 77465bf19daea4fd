const mark = '…[truncated]'

/** What a cut-off key, or an emptied text, would leave behind is worth nothing. */
const leastWorthKeeping = 32

export interface Bounded {
  result: unknown
  /** It is not whole. */
  truncated?: true
}

/**
 * Keeps a result within a size, as JSON in bytes of UTF-8. What goes beyond is cut: a text ends with the mark `…[truncated]`,
 * and what came after it is left out.
 * @param result any JSON
 * @throws TypeError when it is not JSON
 */
export function bounded(result: unknown, maxBytes: number): Bounded {
  const json = JSON.stringify(result ?? null)
  if (Buffer.byteLength(json) <= maxBytes) return { result: result ?? null }
  return { result: new Cut(maxBytes).of(JSON.parse(json)), truncated: true }
}

/** Copies a value, in order, until there is no room left. */
class Cut {
  #room: number

  constructor(room: number) {
    this.#room = room
  }

  of(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value)
    if (typeof value !== 'object' || value === null) {
      this.#room -= sizeOf(value)
      return value
    }
    this.#room -= 2
    return Array.isArray(value) ? this.#items(value) : this.#properties(value)
  }

  #items(items: readonly unknown[]): unknown[] {
    const kept: unknown[] = []
    for (const item of items) {
      if (this.#room < leastWorthKeeping) break
      this.#room -= 1
      kept.push(this.of(item))
    }
    return kept
  }

  #properties(object: object): Record<string, unknown> {
    const kept: [string, unknown][] = []
    for (const [key, value] of Object.entries(object)) {
      const taken = sizeOf(key) + 2
      if (this.#room - taken < leastWorthKeeping) break
      this.#room -= taken
      kept.push([key, this.of(value)])
    }
    return Object.fromEntries(kept)
  }

  #text(text: string): string {
    const size = sizeOf(text)
    if (size <= this.#room) {
      this.#room -= size
      return text
    }
    let length = Math.min(text.length, this.#room)
    // Escapes take up to six bytes for one character, so each try is as much shorter as the last one was too large.
    for (let room = this.#room - sizeOf(mark); sizeOf(text.slice(0, length)) > room && length > 0;)
      length = Math.floor(length * Math.min(0.9, room / sizeOf(text.slice(0, length))))
    this.#room = 0
    return text.slice(0, Math.max(0, length)).toWellFormed() + mark
  }
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
