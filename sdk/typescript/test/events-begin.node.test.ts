import { expect, it } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { openSettled } from './support/house.ts'
import { patientTimes, reading } from './support/reading.ts'

it('An event stream with the package ws is not harmed by a frame that is no event', async () => {
  const house = await openSettled()
  let sockets = 0
  class Garbling extends Ws {
    constructor(address: string) {
      super(address)
      sockets += 1
      if (sockets === 1) this.once('open', () => this.emit('message', Buffer.from('{'), false))
    }
  }
  const events = reading(house.url, {
    after: 0,
    times: patientTimes,
    client: { WebSocket: Garbling },
  })
  await house.receive('user', 'Hello')
  await events.reach(1)
  expect(events.ids).toEqual([1, 2, 3, 4])
  expect(sockets).toBe(2)
})
