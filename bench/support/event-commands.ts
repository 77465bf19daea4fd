import { Inbox } from '../../src/conversations/inbox.ts'
import { EventLog } from '../../src/events/event-log.ts'
import type { Store } from '../../src/store/store.ts'
import { now } from './clock.ts'
import type { CommandHandlers, MessageTimes } from './protocol.ts'
import { sampleMessage } from './sample.ts'

/** So many conversations go on at the same time. */
const users = 100
const tickMs = 1

/** Makes events as the gateway's own rooms do. */
export const eventCommands = (store: Store): CommandHandlers => ({
  async publish({ events, batch }) {
    const startedAt = now()
    for (let done = 0; done < events; done += batch) {
      await Promise.all(Array.from({ length: batch }, () => append(store)))
    }
    return { startedAt }
  },
  receive: ({ perSecond, seconds }) => receive(new Inbox(store), perSecond, perSecond * seconds),
})

const append = (store: Store): Promise<void> =>
  store.write((tables) => EventLog.append(tables, 'message:received', sampleMessage()))

async function receive(inbox: Inbox, perSecond: number, total: number): Promise<MessageTimes> {
  const times: MessageTimes = { takenAt: [], committedAt: [] }
  const open: Promise<void>[] = []
  const take = async (message: number): Promise<void> => {
    times.takenAt[message] = now()
    const userId = `user-${message % users}`
    await inbox.receive('support', {
      externalId: `bench-${message}`,
      userId,
      message: String(message),
    })
    times.committedAt[message] = now()
  }
  const start = now()
  while (open.length < total) {
    const due = Math.min(total, Math.ceil(((now() - start) / 1000) * perSecond))
    while (open.length < due) open.push(take(open.length))
    await new Promise((resolve) => setTimeout(resolve, tickMs))
  }
  await Promise.all(open)
  return times
}
