import { bounds } from './bounds.ts'

/** Looks at each chunk. @returns false when there is too much of it */
export type Meter = (chunk: Uint8Array) => boolean

export interface MeteredBodyEvents {
  onTooMuch: () => void
  /** It broke before its end. */
  onBroken: () => void
  /** Nothing comes any more, for whatever reason. */
  onOver: () => void
}

/** The same body, read no faster than its reader does, that breaks when the meter says so. */
export function metered(
  body: ReadableStream<Uint8Array>,
  meter: Meter,
  { onTooMuch, onBroken, onOver }: MeteredBodyEvents,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const read = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { value, done } = await reader.read()
    if (done) {
      onOver()
      controller.close()
    } else if (meter(value)) {
      controller.enqueue(value)
    } else {
      onTooMuch()
      onOver()
      controller.error(new Error('The body is too large.'))
      await reader.cancel()
    }
  }
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        read(controller).catch((error: unknown) => {
          onBroken()
          onOver()
          controller.error(error)
        }),
      cancel(reason) {
        onOver()
        return reader.cancel(reason)
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  )
}

/** All of it together, in pieces that are not all tiny: whoever puts them together keeps each until the end. */
export function bytesMeter(maxBytes: number): Meter {
  let bytes = 0
  let chunks = 0
  let objects = 0
  return (chunk) => {
    bytes += chunk.byteLength
    chunks += 1
    for (const byte of chunk) if (opensObject(byte)) objects += 1
    if (objects > bounds.messageObjects) return false
    return bytes <= maxBytes && chunks <= bounds.messageChunks
  }
}

const lineFeed = 10
const carriageReturn = 13

/** Also a list: each is slow to parse, wherever it stands. */
const opensObject = (byte: number): boolean => byte === 0x7b || byte === 0x5b

/**
 * Each event of a stream of server-sent events by itself, which may go on for ever. Events end with an empty line, lines with CR, LF or both.
 * @param admit asked at each event
 */
export function eventsMeter(maxBytes: number, admit: () => boolean): Meter {
  let bytes = 0
  let chunks = 0
  let objects = 0
  let isLineEmpty = true
  let previous = 0
  const endLine = (): boolean => {
    const endsEvent = isLineEmpty && bytes > 0
    isLineEmpty = true
    if (!endsEvent) return true
    bytes = 0
    chunks = 0
    objects = 0
    return admit()
  }
  return (chunk) => {
    chunks += 1
    if (chunks > bounds.messageChunks) return false
    for (const byte of chunk) {
      const isSecondOfCrLf = byte === lineFeed && previous === carriageReturn
      previous = byte
      if (isSecondOfCrLf) continue
      if (byte === lineFeed || byte === carriageReturn) {
        if (!endLine()) return false
        continue
      }
      isLineEmpty = false
      bytes += 1
      if (opensObject(byte)) objects += 1
      if (bytes > maxBytes || objects > bounds.messageObjects) return false
    }
    return true
  }
}
