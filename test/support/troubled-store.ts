import { GatewayError } from '../../src/kernel/errors.ts'
import type { Store, Tables } from '../../src/store/store.ts'

type Hook = () => Promise<void>

const atOnce: Hook = () => Promise.resolve()

/** The same store, whose reads and writes first wait for what the test says, or fail with it. */
export const troubled = (
  store: Store,
  { beforeRead = atOnce, beforeWrite = atOnce }: { beforeRead?: Hook; beforeWrite?: Hook },
): Store => ({
  exclusive: store.exclusive,
  read: async <T>(work: (tables: Tables) => Promise<T>) => {
    await beforeRead()
    return store.read(work)
  },
  write: async <T>(work: (tables: Tables) => Promise<T>) => {
    await beforeWrite()
    return store.write(work)
  },
  onAppend: (listener) => store.onAppend(listener),
  writable: () => store.writable(),
  [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
})

/** As when the database restarts: the next `count` calls fail, once it is told to. */
export function outage(): { hook: Hook; begin: (count: number) => void } {
  let left = 0
  return {
    hook: () => {
      if (left === 0) return Promise.resolve()
      left -= 1
      return Promise.reject(new GatewayError('unavailable', 'The store is not available.'))
    },
    begin: (count) => {
      left = count
    },
  }
}
