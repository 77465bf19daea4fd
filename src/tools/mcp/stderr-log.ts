import type { Log } from '../../kernel/log.ts'
import { PieceBuffer } from './line-reader.ts'
import { redactor } from './redact.ts'
import { clip } from './text.ts'

const limits = {
  line: 2000,
  // Twice the longest secret of the contract: one that begins in the part of a line that is shown is in it as a whole.
  unfinished: 65_536,
  // In each window. Beyond either, only the end is kept; beyond twice the bytes, nothing is read.
  lines: 100,
  bytes: 1024 * 1024,
  windowMs: 10_000,
  kept: 5,
  tail: 16_384,
}

const lineFeed = 10

/** Takes the standard error of a server: to the log at `debug`, so many lines in so much time, without its variables' values. */
export class StderrLog {
  readonly #log: Log
  readonly #redact: (text: string) => string
  readonly #unfinished = new PieceBuffer()
  /** Of a line that was too long, the rest is not looked at. */
  #skipping = false
  #windowEnd = 0
  #lines = 0
  #bytes = 0
  /** The newest part of what is not looked at line by line; undefined as long as there is nothing such. */
  #tail: Buffer | undefined
  #last: string[] = []

  constructor(log: Log, environment: Readonly<Record<string, string>>) {
    this.#log = log
    this.#redact = redactor(environment)
  }

  /** Its newest lines: what a program says before it ends tells why. */
  get lastLines(): readonly string[] {
    return this.#last
  }

  /** @returns for how many milliseconds nothing more should be read, which is 0 but for a flood */
  take(chunk: Buffer, now = performance.now()): number {
    this.#turn(now)
    this.#bytes += chunk.length
    if (this.#bytes > limits.bytes) this.#becomeQuiet('')
    let rest = chunk
    while (this.#tail === undefined && rest.length > 0) rest = this.#takeLine(rest)
    if (this.#tail === undefined) return 0
    // Copied, since a part would hold all of what it was cut from.
    this.#tail = Buffer.concat([this.#tail, rest.subarray(-limits.tail)]).subarray(-limits.tail)
    return this.#bytes > 2 * limits.bytes ? this.#windowEnd - now : 0
  }

  /** Takes what has no end of line. */
  end(): void {
    if (this.#tail === undefined) {
      this.#endLine()
      return
    }
    // Its first line may have lost its beginning, and with it the half of a secret.
    const [, ...lines] = this.#tail.toString('utf8').split('\n')
    for (const line of lines.filter((line) => line.trim() !== '').slice(-limits.kept)) {
      this.#remember(this.#shown(line))
    }
  }

  #turn(now: number): void {
    if (now < this.#windowEnd) return
    this.#windowEnd = now + limits.windowMs
    this.#lines = 0
    this.#bytes = 0
    if (this.#tail === undefined) return
    this.#tail = undefined
    this.#unfinished.take()
    this.#skipping = true
  }

  /** @returns what follows the line */
  #takeLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf(lineFeed)
    const line = end < 0 ? bytes : bytes.subarray(0, end)
    if (!this.#skipping) this.#unfinished.add(line)
    if (end >= 0) this.#endLine()
    else if (this.#unfinished.length > limits.unfinished) {
      this.#endLine()
      this.#skipping = true
    }
    return bytes.subarray(line.length + 1)
  }

  #endLine(): void {
    const line = this.#unfinished.take()
    if (!this.#skipping) this.#tell(line)
    this.#skipping = false
  }

  #tell(line: string): void {
    this.#lines += 1
    if (this.#lines > limits.lines) {
      this.#becomeQuiet(`\n${line}\n`)
      return
    }
    const text = this.#shown(line)
    if (text === '') return
    this.#remember(text)
    this.#log.debug({ stderr: text }, 'the MCP server says')
  }

  #becomeQuiet(tail: string): void {
    if (this.#tail !== undefined) return
    this.#tail = Buffer.from(tail)
    this.#log.debug('the MCP server says more than is logged')
  }

  #shown(line: string): string {
    return clip(this.#redact(line).trimEnd(), limits.line)
  }

  #remember(text: string): void {
    this.#last = [...this.#last, text].slice(-limits.kept)
  }
}
