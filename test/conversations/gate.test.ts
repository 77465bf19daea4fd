import { expect, it } from 'vitest'
import { Gate } from '../../src/conversations/gate.ts'
import { messageRow } from '../support/stores.ts'
import { ScriptedChannel } from './set-up.ts'

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => messageRow({ sessionId: `session-${n}` }))

/** A gate before a channel that has places, and the messages that it has released. */
function open() {
  const channel = new ScriptedChannel()
  const service = { places: 0 }
  channel.admission = () => {
    if (service.places === 0) return { waitMs: 300, of: 'channel' }
    service.places -= 1
    return { waitMs: 0, of: 'conversation' }
  }
  const gate = new Gate(channel)
  const released: string[] = []
  const release = ({ id }: { id: string }) => {
    released.push(id)
    return Promise.resolve()
  }
  const claim = async (count: number) => (await gate.admit({ release }, rows(count))).length
  const opened = () => expect.poll(() => gate.closedMs).toBe(0)
  return { gate, service, released, claim, opened }
}

it('has room for as many as the service had places the last time, and then for one more', async () => {
  const { gate, service, released, claim, opened } = open()
  expect(gate.room).toBe(32)
  service.places = 5
  expect(await claim(gate.room)).toBe(5)
  expect(released).toHaveLength(27)
  expect(gate.closedMs).toBeGreaterThan(0)
  expect(gate.room).toBe(5)

  await opened()
  service.places = 5
  expect(await claim(gate.room)).toBe(5)
  expect(released).toHaveLength(27)
  expect(gate.room).toBe(6)
})

it('learns nothing of the size of a window that was used up before', async () => {
  const { gate, service, claim, opened } = open()
  service.places = 5
  await claim(gate.room)
  await opened()
  expect(await claim(gate.room)).toBe(0)
  expect(gate.room).toBe(5)
})
