/** In bytes, of the beginning and of the end alike. What it was about stands in one, why it failed in the other. */
const half = 128 * 1024

const firstSize = 16 * 1024

/** The first and the last 128 KiB of an output, however much of it comes. Takes three times 128 KiB of memory at the most. */
export class Excerpt {
  #kept = Buffer.allocUnsafe(firstSize)
  #length = 0
  #total = 0

  add(chunk: Buffer): void {
    this.#total += chunk.length
    for (let rest = chunk; rest.length > 0;) {
      this.#makeRoom(rest.length)
      const added = rest.copy(this.#kept, this.#length)
      this.#length += added
      rest = rest.subarray(added)
    }
  }

  get truncated(): boolean {
    return this.#total > 2 * half
  }

  /** What is not UTF-8, also where it was cut, is replaced by U+FFFD. */
  get text(): string {
    if (!this.truncated) return this.#kept.toString('utf8', 0, this.#length)
    const head = this.#kept.toString('utf8', 0, half)
    const tail = this.#kept.toString('utf8', this.#length - half, this.#length)
    return `${head}\n…[${this.#total - 2 * half} bytes left out]\n${tail}`
  }

  /** Grows, or drops the middle; so a byte is moved once on average, in whatever portions it comes. */
  #makeRoom(wanted: number): void {
    const size = Math.min(3 * half, Math.max(this.#length + wanted, 2 * this.#kept.length))
    if (this.#length === 3 * half) {
      this.#kept.copy(this.#kept, half, 2 * half)
      this.#length = 2 * half
    } else if (this.#length + wanted > this.#kept.length && size > this.#kept.length) {
      const larger = Buffer.allocUnsafe(size)
      this.#kept.copy(larger, 0, 0, this.#length)
      this.#kept = larger
    }
  }
}
