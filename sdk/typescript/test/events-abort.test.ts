import { describe, expect, it } from 'vitest'
import type { CuttingProxy } from './peers/cutting-proxy.ts'
import type { WebSocketClass } from '../src/index.ts'
import { endMs, readUntilAborted } from './support/aborting.ts'
import { openHouse } from './support/house.ts'
import { gatewayToken } from './support/known.ts'
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

/** Aborts once `seen` has seen the state. */
async function expectEnd(
  WebSocket: WebSocketClass,
  [state, baseUrl]: [state: string, baseUrl: string],
  seen: (what: string[]) => unknown,
): Promise<void> {
  const what: string[] = []
  const client = { baseUrl, token: gatewayToken, WebSocket }
  const { abort, ended } = readUntilAborted(client, state, (one) => what.push(one))
  await seen(what)
  abort()
  const { error, reason, tookMs } = await ended
  expect(error).toBe(reason)
  expect(tookMs).toBeLessThan(endMs)
}

const message = (what: string[]) => soon(() => what).toContain('message:received')

describe.each(socketClasses)(
  'A signal that is aborted ends an event stream at once, with its reason, and leaves no socket open, with %s',
  (_name, WebSocket) => {
    it.each(['reading', 'idle'])('while %s', async (state) => {
      const proxy = await openProxy()
      await expectEnd(WebSocket, [state, proxy.url], message)
      expect(await proxy.opened()).toBe(1)
      await expectNothingOpen(proxy)
    })

    it('while polling', async () => {
      const proxy = await openProxy()
      await expectEnd(WebSocket, ['polling', proxy.url], message)
      expect(await proxy.opened()).toBe(0)
    })

    it('while connecting', async () => {
      const proxy = await openProxy()
      await proxy.swallow(true)
      await expectEnd(WebSocket, ['connecting', proxy.url], () =>
        soon(() => proxy.swallowed()).toBe(1),
      )
      await expectNothingOpen(proxy)
    })

    it('while it asks where to begin', async () => {
      const hanging = await openScripted({ steps: ['hang'] })
      const proxy = await proxyOf(hanging.url)
      await expectEnd(WebSocket, ['asking', proxy.url], () =>
        soon(async () => (await hanging.requests()).length).toBe(1),
      )
      expect(await hanging.requests()).toHaveLength(1)
      await soon(() => proxy.connections()).toBe(0)
    })

    it('while it waits before it connects again', async () => {
      const proxy = await openProxy()
      await expectEnd(WebSocket, ['waiting', proxy.url], async (what) => {
        await message(what)
        await proxy.block(true)
        await proxy.cut()
        await soon(() => what).toContain('wait')
      })
      expect(await proxy.cuts()).toBe(1)
      await expectNothingOpen(proxy)
    })

    it('while its peer reads nothing any more', async () => {
      const deaf = await usePeer('hostile', 'pause', {})
      let opened = 0
      class Told extends WebSocket {
        constructor(address: string) {
          super(address)
          const target = this as unknown as EventTarget
          target.addEventListener('open', () => (opened += 1))
        }
      }
      await expectEnd(Told, ['idle', deaf.url], () => soon(() => opened).toBe(1))
    })
  },
)
