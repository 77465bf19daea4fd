import type { WebSocketClass } from '../../src/options.ts'

/** Whether the tests run in a page. */
export const isPage = 'document' in globalThis

/** @param name kept from the bundler of the pages, which have none of these */
export const ofNode = async <Module>(name: string): Promise<Module | undefined> =>
  isPage ? undefined : ((await import(/* @vite-ignore */ name)) as Module)

const ws = await ofNode<{ WebSocket: WebSocketClass }>('ws')
const v8 = await ofNode<typeof import('node:v8')>('node:v8')
const vm = await ofNode<typeof import('node:vm')>('node:vm')

const own = (globalThis as { WebSocket?: WebSocketClass }).WebSocket

/** Each class that streams are to be fine with: the runtime's own, and that of the package `ws`, which Node 20 needs. */
export const socketClasses = [
  ['the own WebSocket of the runtime', own],
  ['that of the package ws', ws?.WebSocket],
].filter((entry): entry is [string, WebSocketClass] => entry[1] !== undefined)

const [first] = socketClasses
if (first === undefined) throw new Error('This runtime has no WebSocket, and no package ws.')

/** What a client is given that wants events over a socket. */
export const [, Socket] = first

v8?.setFlagsFromString('--expose-gc')
const collect = (
  vm === undefined ? (globalThis as { gc?: unknown }).gc : vm.runInNewContext('gc')
) as () => void

/** Bytes that are in use: without what nobody needs any more. A page has them where its browser was started so. */
export function heapInUse(): number {
  collect()
  if (!isPage) return process.memoryUsage().heapUsed
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
