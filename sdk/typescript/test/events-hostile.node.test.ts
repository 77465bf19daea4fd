import { expect, it } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { usePeer } from './support/peer.ts'
import { streamOf } from './support/reading.ts'
import { soon } from './support/soon.ts'

const page = { events: [], nextAfter: 5, newest: 5 }

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
  await soon(async () => (await hostile.opened()).length).toBeGreaterThanOrEqual(1)
  stop.abort(new Error('enough'))
  await expect(reader).rejects.toThrow('enough')
  expect(ended).toEqual(['terminated'])
})
