/**
 * Reads events of argument 2, in the state of argument 3, and writes what it sees; aborts at the end of its input, tells with what the
 * reading ended and how many milliseconds that took, and does nothing else: the process ends when nothing holds it any more.
 */
import { WebSocket as Ws } from 'ws'
import { readUntilAborted } from './aborting.ts'
import { gatewayToken } from './known.ts'

const [, , baseUrl = '', state = ''] = process.argv
const isOfWs = state.startsWith('ws-') || !('WebSocket' in globalThis)
const client = { baseUrl, token: gatewayToken, ...(isOfWs ? { WebSocket: Ws } : {}) }
const { abort, ended } = readUntilAborted(client, state, (what) => {
  console.log(what)
})
process.stdin.once('end', abort).resume()
const { error, tookMs } = await ended
console.log(JSON.stringify({ error: (error as Error).message, tookMs }))
