import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { blaming, urlFailure } from './failure.ts'

export interface Body {
  /** Decompressed. */
  bytes: Buffer
  /** There would have been more. */
  truncated: boolean
}

/** What makes them give what they have at the end of a stream that was cut. */
const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = constants

/** zstd is not among them: its window may be 128 MB. Brotli's is 16 MB, gzip's 32 KB. */
const decoders = new Map<string, (isCut: boolean) => NodeJS.ReadWriteStream>([
  ['br', (isCut) => createBrotliDecompress(isCut ? { finishFlush: BROTLI_OPERATION_FLUSH } : {})],
  ['deflate', (isCut) => createInflate(isCut ? { finishFlush: Z_SYNC_FLUSH } : {})],
  ['gzip', (isCut) => createGunzip(isCut ? { finishFlush: Z_SYNC_FLUSH } : {})],
])

/** What compression may add to what can't be made smaller. */
const overhead = 65_536

const brokeOff = 'broke off its answer'

/**
 * Reads a body up to a size. What comes over the network is bounded too, since it can be made to decompress to nothing for ever.
 * @throws ToolFailure when its encoding is unknown or broken, or the host breaks off
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Body> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') {
    return await blaming(brokeOff, () => collected(response, maxBytes))
  }
  const decoder = decoders.get(encoding.replace(/^x-/, ''))
  if (decoder === undefined) {
    throw urlFailure(
      `answered in the Content-Encoding "${encoding.slice(0, 40)}", which is unknown`,
    )
  }
  const sent = await blaming(brokeOff, () => collected(response, maxBytes + overhead))
  // Nothing at all, as after a 304, is for zlib an end too early.
  if (sent.bytes.length === 0) return sent
  return await blaming('sent a body that its Content-Encoding does not fit', () =>
    decompressed(sent, decoder(sent.truncated), maxBytes),
  )
}

async function collected(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) break
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: size > maxBytes }
}

async function decompressed(
  sent: Body,
  decoder: NodeJS.ReadWriteStream,
  maxBytes: number,
): Promise<Body> {
  let body: Body | undefined
  try {
    await pipeline([sent.bytes], decoder, async (chunks) => {
      body = await collected(chunks as AsyncIterable<Buffer>, maxBytes)
    })
  } catch (error) {
    // That the decoder was not read to its end is no error of the body's.
    if (body === undefined) throw error
  }
  const { bytes, truncated } = body ?? sent
  return { bytes, truncated: truncated || sent.truncated }
}
