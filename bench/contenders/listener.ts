import { once } from 'node:events'
import { WebSocket } from 'ws'
import { serve } from '../support/child.ts'
import { now } from '../support/clock.ts'

/** Event streams whose every message is timed. */
const arrived: { at: number; data: Buffer }[] = []
let streams = 0

serve('', {
  async subscribe({ url, token, count }) {
    for (let index = 0; index < count; index++) await subscribe(`${url}/ws`, token)
    streams += count
    return null
  },
  async arrivals({ messages }) {
    let found = read()
    while (found.length < messages * streams) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      found = read()
    }
    arrived.length = 0
    return found
  },
})

async function subscribe(url: string, token: string): Promise<void> {
  const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } })
  await once(socket, 'open')
  socket.on('message', (data: Buffer) => arrived.push({ at: now(), data }))
}

/** The text of each message is its number. */
function read(): { message: number; at: number }[] {
  return arrived.flatMap(({ at, data }) => {
    const event = JSON.parse(data.toString()) as { type: string; payload: { message: string } }
    return event.type === 'message:received' ? [{ message: Number(event.payload.message), at }] : []
  })
}
