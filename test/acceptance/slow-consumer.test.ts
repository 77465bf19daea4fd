import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Status } from '../../src/generated/types.ts'
import { postInbound, support } from '../support/posting.ts'
import { numbers, StreamClient } from '../support/stream-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { ask, startGateway } from './gateway.ts'

const messages = 10_000
/** So many before, because what a busy server takes for its requests alone, some 150 MB, it takes little by little. */
const before = 4_000
const text = 'x'.repeat(20_000)
const users = 16

it('a consumer that stops reading costs neither the others an event nor the server its memory, and loses nothing', async () => {
  await using receiver = await WebhookReceiver.start()
  const gateway = await startGateway(await temporaryFolder(), {
    config: {
      channels: {
        support: { ...support(receiver).channels.support, maxPerMinute: 100_000 },
        webchat: { type: 'webchat', enabled: false },
      },
      rateLimits: { enabled: false },
    },
  })
  const post = (count: number) =>
    Promise.all(
      numbers(1, users).map(async (user) => {
        const inbound = { userId: `user-${user}`, message: text }
        for (let n = 0; n < count / users; n++) {
          await postInbound({ server: gateway, receiver }, inbound)
        }
      }),
    )
  const memory = watchMemory(gateway)
  await post(before)
  // The first event tells that the channel is connected.
  const start = 1 + before + users
  memory.begin()

  await using first = await StreamClient.open(gateway.url, { lean: true })
  await using second = await StreamClient.open(gateway.url, { lean: true })
  const slow = await StreamClient.open(gateway.url, { lean: true })
  slow.socket.pause()
  const posting = post(messages)
  await expect.poll(gateway.output, { timeout: 60_000 }).toContain('too slow')
  slow.socket.resume()
  expect(await slow.closed).toEqual({
    code: 1013,
    reason: 'the consumer is too slow; reconnect with after',
  })
  await posting
  const growth = await memory.stop()

  const total = start + messages
  await first.reach(total, 60_000)
  await second.reach(total, 60_000)
  expect(first.ids).toEqual(numbers(start + 1, total))
  expect(second.ids).toEqual(numbers(start + 1, total))

  const reached = slow.ids.at(-1) ?? 0
  expect(slow.ids).toEqual(numbers(start + 1, reached))
  expect(reached).toBeLessThan(total)
  await using resumed = await StreamClient.open(gateway.url, { after: reached, lean: true })
  await resumed.reach(total, 30_000)
  expect(resumed.ids).toEqual(numbers(reached + 1, total))

  const passed = (messages * text.length) / 1_000_000
  console.info(`slow consumer: ${passed} MB passed it, the server's memory grew by ${growth} MB`)
  // Generous, since garbage is not collected at once; what waits for one consumer is measured in test/ws.
  expect(growth).toBeLessThan(passed)
}, 240_000)

/** Looks at the server's resident memory until it is stopped. */
function watchMemory({ url }: { url: string }) {
  let seen: number[] = []
  let least = 0
  const ending = new AbortController()
  const watch = async (): Promise<void> => {
    do {
      const { memory } = (await (await ask(`${url}/api/status`)).json()) as Status
      seen.push(memory.used)
      await sleep(100, undefined, { signal: ending.signal }).catch(() => undefined)
    } while (!ending.signal.aborted)
  }
  const watching = watch()
  return {
    /** What it has taken until now is no growth. */
    begin: () => {
      least = Math.max(...seen)
      seen = []
    },
    /** @returns by how much it has grown at the most, in MB */
    stop: async () => {
      ending.abort()
      await watching
      return Math.max(...seen) - least
    },
  }
}
