/**
 * Reads events of argument 2, aborts in the state of argument 3, tells with what the reading ended and how many milliseconds that
 * took, and does nothing else: the process ends when nothing holds it any more.
 */
import { WebSocket as Ws } from 'ws'
import { OpenClaw } from '../../src/index.ts'
import { readUntilAborted } from './aborting.ts'
import { gatewayToken } from './known.ts'

const [, , baseUrl = '', state = ''] = process.argv
const isOfWs = state.startsWith('ws-') || !('WebSocket' in globalThis)
const told = await readUntilAborted(
  (options) =>
    new OpenClaw({
      baseUrl,
      token: gatewayToken,
      ...(isOfWs ? { WebSocket: Ws } : {}),
      ...options,
    }),
  state,
)
console.log(JSON.stringify({ error: (told.error as Error).message, tookMs: told.tookMs }))
