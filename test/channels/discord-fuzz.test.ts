import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { DiscordServer } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { RunningDiscord, timePasses } from './running-discord.ts'

const rounds = 4
const perRound = 5
const bots = 20

type Random = () => number

/** The same numbers for the same seed: mulberry32. */
function randomOf(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const oneOf = <T>(random: Random, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)] as T

const values = [null, true, false, 0, -1, 1e300, '', 'x', [], {}, [null], { id: 1 }, { user: {} }]
const ops = [0, 1, 2, 6, 7, 9, 10, 11, 12, -1, 1e9, null, 'x']
const events = ['READY', 'RESUMED', 'MESSAGE_CREATE', 'GUILD_CREATE', 'THREAD_CREATE', 'X', 5, null]
const codes = [
  1_000, 1_001, 1_011, 4_000, 4_001, 4_002, 4_003, 4_005, 4_007, 4_008, 4_009, 4_011, 4_200, 4_999,
]

/** A frame as Discord would send it, or nearly, or not at all. */
function frame(random: Random): string {
  if (random() < 0.1) return oneOf(random, ['', '{', 'null', '[]', '"x"', '7', '\u0000'])
  const frame: Record<string, unknown> = { op: random() < 0.4 ? 0 : oneOf(random, ops) }
  if (random() < 0.8) frame['d'] = oneOf(random, values)
  if (random() < 0.8) frame['t'] = oneOf(random, events)
  if (random() < 0.8) frame['s'] = oneOf(random, [1, 2, 1e9, -1, 0.5, '3', null])
  return JSON.stringify(frame)
}

/** Does one thing to all connections. */
function disturb({ gateway }: DiscordServer, random: Random): void {
  const acts = [
    () => {
      gateway.broadcast(frame(random))
    },
    () => {
      // Several in one piece of what the socket reads.
      for (let i = 0; i < 4; i += 1) gateway.broadcast(frame(random))
    },
    () => {
      gateway.close(oneOf(random, codes), 1 + Math.floor(random() * bots))
    },
    () => {
      gateway.cut()
    },
    () => {
      gateway.reset()
    },
    () => {
      gateway.forget()
    },
    () => gateway.instead.hello.push(frame(random), frame(random)),
    () => gateway.instead.READY.push(frame(random), frame(random)),
    () => gateway.refusals.push(oneOf(random, codes)),
    () => {
      gateway.deafTo += 10
    },
  ]
  oneOf(random, acts)()
}

function behave({ gateway }: DiscordServer): void {
  gateway.instead.hello.length = 0
  gateway.instead.READY.length = 0
  gateway.refusals.length = 0
  gateway.deafTo = 0
}

/** What nobody has caught in this process; it would end the gateway. */
function uncaught(): { errors: unknown[]; forget: () => void } {
  const errors: unknown[] = []
  const events = ['uncaughtException', 'unhandledRejection']
  const note = (error: unknown): void => {
    errors.push(error)
  }
  for (const event of events) process.on(event, note)
  const forget = (): void => {
    for (const event of events) process.off(event, note)
  }
  return { errors, forget }
}

test.concurrent.for([1, 2, 3])(
  'survives whatever the gateway does, and comes back: %i',
  { timeout: 120_000 },
  async (seed, { onTestFinished }) => {
    const random = randomOf(seed)
    const { errors, forget } = uncaught()
    onTestFinished(forget)
    await using server = await DiscordServer.start()
    await using running = new AsyncDisposableStack()
    const all = Array.from({ length: bots }, () => running.use(RunningDiscord.start(server)))
    for (let round = 0; round < rounds; round += 1) {
      for (let i = 0; i < perRound; i += 1) {
        await sleep(random() * 400)
        disturb(server, random)
      }
      behave(server)
      // One that waits for what never came is cut off, as a gateway that is restarted does.
      const told = all.map(({ states }) => states.length)
      server.cut()
      await until(() => {
        for (const [i, { states }] of all.entries()) {
          expect(states.slice(told[i]).at(-1)).toEqual({ status: 'connected' })
        }
      })
      // Then all pauses are short again.
      const { heartbeats } = server.gateway
      await until(() => {
        expect(server.gateway.heartbeats).toBeGreaterThan(heartbeats + 3 * bots)
      })
    }
    server.say('Hello!')
    await until(() => {
      for (const bot of all) expect(bot.texts).toContain('Hello!')
    })
    const { urls } = server.gateway
    for (let i = 0; i < 3; i += 1) disturb(server, random)
    await running.disposeAsync()
    const made = urls.length
    await timePasses()
    expect(urls).toHaveLength(made)
    expect(server.gateway.connections).toBe(0)
    expect(errors).toEqual([])
  },
)
