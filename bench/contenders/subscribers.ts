import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { serve } from '../support/child.ts'
import { now } from '../support/clock.ts'
import { FrameWalker, pong } from '../support/frames.ts'

/** Event streams that are counted and not looked at. */
const walkers: FrameWalker[] = []
let expected = 0
let complete = 0
let onComplete: () => void = () => undefined

serve('', {
  async subscribe({ url, token, count }) {
    for (let index = 0; index < count; index++) await subscribe(`${url}/ws`, token)
    return null
  },
  async delivered({ events }) {
    expected += events
    complete = walkers.filter(({ texts }) => texts >= expected).length
    if (complete < walkers.length) await new Promise<void>((resolve) => (onComplete = resolve))
    return { endedAt: now() }
  },
})

async function subscribe(url: string, token: string): Promise<void> {
  const handshake: ClientRequest = request(url, {
    headers: {
      Authorization: `Bearer ${token}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16, 1).toString('base64'),
    },
  }).end()
  const upgraded = (await once(handshake, 'upgrade')) as [IncomingMessage, Socket, Buffer]
  const [, socket, head] = upgraded
  const walker = new FrameWalker()
  walkers.push(walker)
  const push = (chunk: Buffer): void => {
    take(walker, chunk, socket)
  }
  push(head)
  socket.on('data', push)
}

function take(walker: FrameWalker, chunk: Buffer, socket: Socket): void {
  const { texts, pings } = walker
  walker.push(chunk)
  if (walker.pings > pings) socket.write(pong)
  if (texts < expected && walker.texts >= expected) {
    complete += 1
    if (complete === walkers.length) onComplete()
  }
}
