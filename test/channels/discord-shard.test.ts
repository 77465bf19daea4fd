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

function shardOf(server: DiscordServer, throttler: IIdentifyThrottler) {
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
  const counts = { ups: 0, downs: 0 }
  const nothing = (): undefined => undefined
  const shard = new Shard(
    0,
    { options, throttler, admit: () => Promise.resolve(url) },
    {
      began: nothing,
      up: () => (counts.ups += 1),
      down: () => (counts.downs += 1),
      told: nothing,
      odd: nothing,
    },
  )
  onTestFinished(() => shard.stop())
  void shard.run()
  return { shard, counts }
}

test('a connection that closed while it waited for its turn does not identify on the next one', async () => {
  await using server = await DiscordServer.start()
  const { throttler, release, waits } = heldThrottler()
  const { counts } = shardOf(server, throttler)
  await expect.poll(waits, { timeout: 5_000 }).toBe(1)
  server.cut()
  await expect.poll(() => counts.ups, { timeout: 10_000 }).toBe(1)
  release()
  const { heartbeats } = server.gateway
  await expect
    .poll(() => server.gateway.heartbeats, { timeout: 5_000 })
    .toBeGreaterThan(heartbeats + 1)
  expect(server.gateway.asked).toEqual(['identify'])
})

test('a connection that is dead at its first heartbeat leaves no timer behind', async () => {
  await using server = await DiscordServer.start()
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  let before = 0
  await expect.poll(() => (before = timers())).toBeGreaterThanOrEqual(0)
  server.gateway.deafTo = 1_000
  server.gateway.instead.hello.push('{"op":10,"d":{"heartbeat_interval":400}}\n{"op":1}')
  const { shard, counts } = shardOf(server, { waitForIdentify: () => Promise.resolve() })
  await expect.poll(() => counts.downs, { timeout: 5_000 }).toBe(1)
  await shard.stop()
  await expect.poll(timers, { timeout: 5_000 }).toBeLessThanOrEqual(before)
})
