import { describe, expect, it } from 'vitest'
import type { CuttingProxy } from './peers/cutting-proxy.ts'
import { readUntilAborted } from './support/aborting.ts'
import { clientOf, openHouse } from './support/house.ts'
import { type Remote, usePeer } from './support/peer.ts'
import { socketClasses } from './support/platform.ts'
import { proxyOf } from './support/reading.ts'
import { openScripted } from './support/scripted.ts'
import { soon } from './support/soon.ts'

const openProxy = async (): Promise<Remote<CuttingProxy>> => {
  const house = await openHouse()
  await house.receive('user', 'Hello')
  return proxyOf(house.url)
}

const expectNothingOpen = (proxy: Remote<CuttingProxy>): Promise<void> =>
  soon(async () => (await proxy.streams()) + (await proxy.swallowed())).toBe(0)

describe.each(socketClasses)(
  'A signal that is aborted ends an event stream at once, with its reason, and leaves no socket open, with %s',
  (_name, WebSocket) => {
    const expectEnd = async (state: string, url: string): Promise<void> => {
      const { error, reason, tookMs } = await readUntilAborted(
        (options) => clientOf(url, { WebSocket, ...options }),
        state,
      )
      expect(error).toBe(reason)
      expect(tookMs).toBeLessThan(200)
    }

    it.each(['reading', 'idle'])('while %s', async (state) => {
      const proxy = await openProxy()
      await expectEnd(state, proxy.url)
      expect(await proxy.opened()).toBe(1)
      await expectNothingOpen(proxy)
    })

    it('while polling', async () => {
      const proxy = await openProxy()
      await expectEnd('polling', proxy.url)
      expect(await proxy.opened()).toBe(0)
    })

    it('while connecting', async () => {
      const proxy = await openProxy()
      await proxy.swallow(true)
      const ended = expectEnd('connecting', proxy.url)
      await soon(() => proxy.swallowed()).toBe(1)
      await ended
      await expectNothingOpen(proxy)
    })

    it('while it asks where to begin', async () => {
      const hanging = await openScripted({ steps: ['hang'] })
      const proxy = await proxyOf(hanging.url)
      await expectEnd('asking', proxy.url)
      expect(await hanging.requests()).toHaveLength(1)
      await soon(() => proxy.connections()).toBe(0)
    })

    it('while it waits before it connects again', async () => {
      const proxy = await openProxy()
      await proxy.cutEach(300, 300)
      await expectEnd('waiting', proxy.url)
      expect(await proxy.cuts()).toBe(1)
      await expectNothingOpen(proxy)
    })

    it('while its peer reads nothing any more', async () => {
      const deaf = await usePeer('hostile', 'pause', {})
      const proxy = await proxyOf(deaf.url)
      const ended = expectEnd('connecting', proxy.url)
      await soon(() => proxy.streams()).toBe(1)
      await ended
    })
  },
)
