import {
  DefaultWebSocketManagerOptions,
  type FetchingStrategyOptions,
  type IContextFetchingStrategy,
  type IIdentifyThrottler,
} from '@discordjs/ws'
import { GatewayIntentBits } from 'discord-api-types/v10'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from '../../src/channels/discord/connection.ts'
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

function optionsFor(server: DiscordServer): FetchingStrategyOptions {
  const url = server.apiRoot.replace(/^http(.*)\/api$/, 'ws$1')
  return {
    ...DefaultWebSocketManagerOptions,
    token: server.token,
    intents: GatewayIntentBits.DirectMessages,
    gatewayInformation: {
      url,
      shards: 1,
      session_start_limit: { total: 10, remaining: 10, reset_after: 0, max_concurrency: 1 },
    },
    shardCount: 1,
    handshakeTimeout: 10_000,
    helloTimeout: 10_000,
  }
}

const nothing = (): undefined => undefined

test('a connection that closed while it waited for its turn does not identify on the next one', async () => {
  await using server = await DiscordServer.start()
  const { throttler, release, waits } = heldThrottler()
  const options = optionsFor(server)
  const admit = (): Promise<string> => Promise.resolve(options.gatewayInformation.url)
  let ups = 0
  const shard = new Shard(
    0,
    { options, throttler, admit },
    { began: nothing, up: () => (ups += 1), down: nothing, told: nothing, odd: nothing },
  )
  onTestFinished(() => shard.stop())
  void shard.run()
  await expect.poll(waits, { timeout: 15_000 }).toBe(1)
  server.cut()
  await expect.poll(() => ups, { timeout: 10_000 }).toBe(1)
  release()
  const { heartbeats } = server.gateway
  await expect
    .poll(() => server.gateway.heartbeats, { timeout: 15_000 })
    .toBeGreaterThan(heartbeats + 1)
  expect(server.gateway.asked).toEqual(['identify'])
})

test('a connection that is dead at its first heartbeat beats no more', async () => {
  await using server = await DiscordServer.start()
  server.gateway.deafTo = 1_000
  server.gateway.instead.hello.push('{"op":10,"d":{"heartbeat_interval":400}}\n{"op":1}')
  const strategy: IContextFetchingStrategy = {
    options: optionsFor(server),
    retrieveSessionInfo: () => null,
    updateSessionInfo: nothing,
    waitForIdentify: () => Promise.resolve(),
  }
  const listener = { began: nothing, up: nothing, beat: nothing, told: nothing, odd: nothing }
  const connection = new Connection(strategy, 0, listener)
  expect(await connection.run()).toEqual({
    reason: "Discord's gateway does not answer.",
    keepsSession: true,
  })
  // The library would set it here, and nothing would take it away: it would keep the process alive.
  expect(Reflect.get(connection, 'heartbeatInterval')).toBe(null)
})
