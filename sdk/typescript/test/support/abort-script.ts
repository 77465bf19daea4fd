/**
 * Reads events of argument 2, aborts in the state of argument 3, tells with what the reading ended and how many milliseconds that
 * took, and does nothing else: the process ends when nothing holds it any more.
 */
import { WebSocket as Ws } from 'ws'
import { OpenClaw } from '../../src/index.ts'

const [, , baseUrl = '', state = ''] = process.argv
const stop = new AbortController()
let aborted = 0
const abort = (): void => {
  if (stop.signal.aborted) return
  aborted = performance.now()
  stop.abort(new Error(`while ${state}`))
}
const silent = (): void => undefined
const told = (message: string): void => {
  // After the pause has begun.
  if (message === 'events: reconnecting' && state === 'waiting') setTimeout(abort, 20)
}
const polled = (): void => {
  if (state === 'polling') setTimeout(abort, 20)
}
const own = state.startsWith('ws-') ? { WebSocket: Ws } : {}
const claw = new OpenClaw({
  baseUrl,
  token: 'test-gateway-token-0123456789',
  maxRetries: 0,
  logger: { debug: silent, info: told, warn: silent, error: silent },
  hooks: { onResponse: polled },
  ...(state === 'polling' ? { WebSocket: false } : own),
})
if (state.endsWith('connecting') || state === 'asking') setTimeout(abort, 500)
const after = state === 'asking' ? {} : { after: 0 }
try {
  for await (const event of claw.events({ ...after, signal: stop.signal })) {
    if (event.type !== 'message:received') continue
    if (state.endsWith('idle')) setTimeout(abort, 100)
    if (state === 'reading') abort()
  }
} catch (error) {
  const tookMs = performance.now() - aborted
  console.log(JSON.stringify({ error: (error as Error).message, tookMs }))
}
