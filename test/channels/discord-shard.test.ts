import { DefaultWebSocketManagerOptions, type IIdentifyThrottler } from '@discordjs/ws'
import { GatewayIntentBits } from 'discord-api-types/v10'
import { expect, onTestFinished, test } from 'vitest'
import { Shard } from '../../src/channels/discord/shard.ts'
import { DiscordServer } from '../support/discord-server.ts'

/** A throttler whose first turn comes when the test says so, and all others at once. */
function heldThrottler() {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let waits = 0
  const throttler: IIdentifyThrottler = {
    waitForIdentify: async () => {
      waits += 1
      if (waits === 1) await promise
    },
  }
  const release = () => {
    resolve(undefined)
  }
  return { throttler, release, waits: () => waits }
}

test('a connection that closed while it waited for its turn does not identify on the next one', async () => {
  await using server = await DiscordServer.start()
  const { throttler, release, waits } = heldThrottler()
  const url = server.apiRoot.replace(/^http(.*)\/api$/, 'ws$1')
  const options = {
    ...DefaultWebSocketManagerOptions,
    token: server.token,
    intents: GatewayIntentBits.DirectMessages as const,
    gatewayInformation: {
      url,
      shards: 1,
      session_start_limit: { total: 10, remaining: 10, reset_after: 0, max_concurrency: 1 },
    },
    shardCount: 1,
    handshakeTimeout: 10_000,
    helloTimeout: 10_000,
  }
  let ups = 0
  const shard = new Shard(
    0,
    { options, throttler },
    {
      began: () => undefined,
      up: () => (ups += 1),
      down: () => undefined,
      told: () => undefined,
    },
  )
  onTestFinished(() => shard.stop())
  shard.start()
  await expect.poll(waits, { timeout: 5_000 }).toBe(1)
  server.cut()
  await expect.poll(() => ups, { timeout: 10_000 }).toBe(1)
  release()
  const { heartbeats } = server.gateway
  await expect
    .poll(() => server.gateway.heartbeats, { timeout: 5_000 })
    .toBeGreaterThan(heartbeats + 1)
  expect(server.gateway.asked).toEqual(['identify'])
})
