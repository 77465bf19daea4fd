import { TimeoutError } from './errors.ts'

export interface Limits {
  signal: AbortSignal | undefined
  /** Milliseconds */
  timeout: number
}

/**
 * Work that ends with the signal and in time, also where what it calls does not look at the signal that it is given.
 * @throws the signal's reason, or TimeoutError
 */
export async function limited<T>(
  work: (ending: AbortSignal) => Promise<T>,
  { signal, timeout }: Limits,
): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const { signal: ending } = controller
  const abort = (): void => {
    controller.abort(signal?.reason)
  }
  const ended = new Promise<never>((_resolve, reject) => {
    ending.addEventListener('abort', () => {
      reject(ending.reason as Error)
    })
  })
  signal?.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(() => {
    controller.abort(new TimeoutError(`There was no answer within ${String(timeout)} ms.`))
  }, timeout)
  try {
    return await Promise.race([work(ending), ended])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
