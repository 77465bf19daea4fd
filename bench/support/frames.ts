const textFrame = 1
const pingFrame = 9
/** An empty pong, masked as a client's frames must be. */
export const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/**
 * Walks over the frames of a WebSocket server without looking into them: 500 whole clients in one process would be slower
 * than the server that is measured.
 */
export class FrameWalker {
  texts = 0
  pings = 0
  #skip = 0
  #head: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): void {
    let rest = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk])
    this.#head = Buffer.alloc(0)
    for (;;) {
      const skipped = Math.min(this.#skip, rest.length)
      this.#skip -= skipped
      rest = rest.subarray(skipped)
      if (rest.length === 0) return
      const frame = readHead(rest)
      if (frame === undefined) {
        this.#head = rest
        return
      }
      if (frame.opcode === textFrame) this.texts += 1
      if (frame.opcode === pingFrame) this.pings += 1
      this.#skip = frame.bytes
    }
  }
}

/** @returns undefined when not all of the head is there; `bytes` counts the head too */
function readHead(data: Buffer): { opcode: number; bytes: number } | undefined {
  const length = (data[1] ?? 0) & 0x7f
  const head = length === 127 ? 10 : length === 126 ? 4 : 2
  if (data.length < head) return undefined
  const opcode = (data[0] ?? 0) & 0x0f
  if (length === 127) return { opcode, bytes: head + Number(data.readBigUInt64BE(2)) }
  return { opcode, bytes: head + (length === 126 ? data.readUInt16BE(2) : length) }
}
