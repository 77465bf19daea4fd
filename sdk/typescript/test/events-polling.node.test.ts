import { expect, it } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { openSettled } from './support/house.ts'
import { proxyOf, reading, shortTimes, steadyPolling } from './support/reading.ts'

it('A connection of the package ws that brings nothing at all makes way for polling', async () => {
  const house = await openSettled()
  const proxy = await proxyOf(house.url)
  await house.receive('user', 'Hello')
  class Deaf extends Ws {
    override emit(name: string | symbol, ...rest: unknown[]): boolean {
      return name === 'message' ? false : super.emit(name, ...rest)
    }
  }
  const times = { ...shortTimes, opening: 15_000, silence: 50, ...steadyPolling }
  const events = reading(proxy.url, { after: 0, times, client: { WebSocket: Deaf } })
  await events.reach(1)
  expect(await proxy.opened()).toBe(3)
})
