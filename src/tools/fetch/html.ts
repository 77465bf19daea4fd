import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import PQueue from 'p-queue'
import type { HtmlJob, HtmlText } from './html-worker.ts'

/** A page of 1 MiB takes 0.2 to 0.5 s. One of 350,000 tags that are never closed takes many times that: the parser's work is quadratic. */
const limitMs = 3_000

/** A page of 1 MiB was seen to take 73 MB, with the thread itself. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 }

const worker = new URL(
  import.meta.url.endsWith('.ts') ? './html-worker.ts' : './html-worker.js',
  import.meta.url,
)

/** Pages that are made to take long shall not take all cores and all memory. */
const queue = new PQueue({ concurrency: 2 })

/**
 * The text of a page, in a thread of its own: a page can be made so that the parser works on it for seconds, or writes
 * a hundred times its size, and here that can neither hold up the gateway nor use up its memory.
 * @returns undefined when it takes too long or too much memory
 * @throws the signal's reason
 */
export const htmlToText = (job: HtmlJob, signal: AbortSignal): Promise<HtmlText | undefined> =>
  queue.add(() => inWorker(job, signal), { signal })

async function inWorker(job: HtmlJob, signal: AbortSignal): Promise<HtmlText | undefined> {
  const limit = new AbortController()
  const timer = setTimeout(() => {
    limit.abort()
  }, limitMs)
  const thread = new Worker(worker, { workerData: job, resourceLimits, env: {}, execArgv: [] })
  // It may still fail when nobody waits for it any more.
  thread.on('error', () => undefined)
  try {
    const [text] = (await once(thread, 'message', {
      signal: AbortSignal.any([signal, limit.signal]),
    })) as [HtmlText]
    return text
  } catch (error) {
    signal.throwIfAborted()
    if (limit.signal.aborted || isOutOfMemory(error)) return undefined
    throw error
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
