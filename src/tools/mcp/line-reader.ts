const lineFeed = 10

/** What is larger is given back once it is empty. */
const keptBytes = 64 * 1024

/** Puts pieces together. Each is copied at once: a million of one byte each would else take 200 MB. */
export class PieceBuffer {
  #bytes = Buffer.alloc(0)
  #length = 0

  get length(): number {
    return this.#length
  }

  add(piece: Buffer): void {
    const length = this.#length + piece.length
    if (length > this.#bytes.length) {
      // Twice as large each time, so that a byte is copied twice at the most, about.
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#bytes.length, 256))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    piece.copy(this.#bytes, this.#length)
    this.#length = length
  }

  /** All of it, in UTF-8. It is empty then. */
  take(): string {
    const text = this.#bytes.toString('utf8', 0, this.#length)
    this.#length = 0
    if (this.#bytes.length > keptBytes) this.#bytes = Buffer.alloc(0)
    return text
  }
}

/** Cuts a stream into lines. */
export class LineReader {
  readonly #maxBytes: number
  readonly #unfinished = new PieceBuffer()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** @yields each line that ends in this chunk, without its end; undefined, and nothing more, where one is too long */
  *read(chunk: Buffer): Generator<string | undefined> {
    let rest = chunk
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      if (!this.#keep(rest.subarray(0, end))) {
        yield undefined
        return
      }
      yield this.#unfinished.take()
      rest = rest.subarray(end + 1)
    }
    if (!this.#keep(rest)) yield undefined
  }

  #keep(part: Buffer): boolean {
    if (this.#unfinished.length + part.length > this.#maxBytes) return false
    this.#unfinished.add(part)
    return true
  }
}
