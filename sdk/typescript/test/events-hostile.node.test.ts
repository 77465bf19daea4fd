import { expect, it } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { usePeer } from './support/peer.ts'
import { socketClasses } from './support/platform.ts'
import { reading, streamOf } from './support/reading.ts'
import { soon } from './support/soon.ts'

const page = { events: [], nextAfter: 5, newest: 5 }

it.each(socketClasses)(
  'The token of an event stream is in a header of %s, and not in the address',
  async (_name, WebSocket) => {
    const hostile = await usePeer('hostile', 'nothing', page)
    reading(hostile.url, { after: 5, client: { WebSocket, token: 'the-token' } })
    await soon(async () => (await hostile.opened()).length).toBe(1)
    const [request] = await hostile.opened()
    expect(request?.authorization).toBe('Bearer the-token')
    expect(request?.url).not.toContain('the-token')
  },
)

it('A socket whose peer is gone is ended at once where the class can', async () => {
  const ended: string[] = []
  class Told extends Ws {
    override terminate(): void {
      ended.push('terminated')
      super.terminate()
    }
  }
  const hostile = await usePeer('hostile', 'pause', page)
  const stop = new AbortController()
  const stream = streamOf(hostile.url, {
    after: 5,
    signal: stop.signal,
    client: { WebSocket: Told },
  })
  const reader = (async () => {
    for await (const event of stream) ended.push(event.type)
  })()
  await soon(async () => (await hostile.opened()).length).toBe(1)
  stop.abort(new Error('enough'))
  await expect(reader).rejects.toThrow('enough')
  expect(ended).toEqual(['terminated'])
})
