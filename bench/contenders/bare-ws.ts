import { createServer } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { serve } from '../support/child.ts'
import { now } from '../support/clock.ts'
import { listen } from '../support/listen.ts'
import { sampleMessage } from '../support/sample.ts'

/** A plain loop over all clients of `ws`: nothing is stored, nobody is asked for a token. */
const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
let last = 0

serve(await listen(server), {
  async publish({ events, batch }) {
    const startedAt = now()
    for (let done = 0; done < events; done += batch) {
      for (let event = 0; event < batch; event++) broadcast()
      await nextTurn()
    }
    return { startedAt }
  },
})

function broadcast(): void {
  const time = new Date().toISOString()
  const event = { id: ++last, type: 'message:received', time, payload: sampleMessage() }
  const text = JSON.stringify(event)
  for (const client of sockets.clients) client.send(text)
}
