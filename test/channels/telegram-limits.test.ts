import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SendLimits } from '../../src/channels/telegram/send-limits.ts'
import { House } from '../support/peers/house.ts'
import { telegram } from '../support/peers/telegram.ts'
import { until } from '../support/until.ts'
import { TelegramServer } from '../support/telegram-server.ts'
import { RunningTelegram } from './running-telegram.ts'

/** What Telegram's documentation lets a bot send. */
const allowed = {
  overall: { messages: 30, ms: 1_000 },
  chat: { messages: 1, ms: 1_000 },
  group: { messages: 20, ms: 60_000 },
}

interface Sending {
  at: number
  chat: string
}

/** The most messages that any time of this length holds, wherever it begins. */
function mostWithin(sendings: Sending[], ms: number): number {
  const times = sendings.map(({ at }) => at).sort((a, b) => a - b)
  const counts = times.map((begin) => times.filter((at) => at >= begin && at < begin + ms).length)
  return Math.max(0, ...counts)
}

const ofChat = (sendings: Sending[], chat: string): Sending[] =>
  sendings.filter((sending) => sending.chat === chat)

/** @param jitterMs by how much what was sent apart may have arrived closer together */
function expectWithinLimits(sendings: Sending[], jitterMs = 0): void {
  expect(mostWithin(sendings, allowed.overall.ms - jitterMs)).toBeLessThanOrEqual(
    allowed.overall.messages,
  )
  for (const chat of new Set(sendings.map((sending) => sending.chat))) {
    const own = ofChat(sendings, chat)
    expect(mostWithin(own, allowed.chat.ms - jitterMs)).toBeLessThanOrEqual(allowed.chat.messages)
    if (chat.startsWith('-') || chat.startsWith('@')) {
      expect(mostWithin(own, allowed.group.ms - jitterMs)).toBeLessThanOrEqual(
        allowed.group.messages,
      )
    }
  }
}

/** What the store says: a message that only waits for its turn has used up nothing. */
function countedAttempts({ server }: House): unknown[] {
  const database = new DatabaseSync(join(server.dataDir, 'openclaw.db'), { readOnly: true })
  try {
    const sql = 'select distinct status, attempts from messages order by status'
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

const group = '-1001234567890'

it('sends as fast as Telegram allows and no faster, so that it never has to refuse', async () => {
  await using house = await House.open(telegram)
  const heldUp = monitorEventLoopDelay({ resolution: 10 })
  heldUp.enable()
  const chats = Array.from({ length: 70 }, (_, index) => String(9_000 + index))
  const messages = [...Array.from({ length: 12 }, () => group), ...chats, ...chats]
  await Promise.all(messages.map((chat, index) => house.sendTo(chat, `${index}`)))
  const sendings = (): Sending[] =>
    (house.peer.front?.arrivals ?? []).map(({ at, body }) => {
      return { at, chat: (JSON.parse(body) as { chat_id: string }).chat_id }
    })
  await until(() => {
    expect(sendings().filter(({ chat }) => chat !== group)).toHaveLength(140)
  }, 40_000)
  // The gateway and its peer share this process and a busy machine: what was held up in it arrives together.
  expectWithinLimits(sendings(), 200 + heldUp.max / 1_000_000)
  const times = sendings()
    .filter(({ chat }) => chat !== group)
    .map(({ at }) => at)
  // It uses most of what is allowed.
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(20_000)
  const inGroup = (): number => ofChat(sendings(), group).length
  expect(inGroup()).toBeGreaterThanOrEqual(2)
  expect(inGroup()).toBeLessThan(12)
  // The group's next one may be on its way.
  await until(async () => {
    const sent = { messagesSent: 140 + inGroup(), messagesFailed: 0 }
    expect(await house.channel()).toMatchObject(sent)
    expect(countedAttempts(house)).toEqual([
      { status: 'queued', attempts: 0 },
      { status: 'sent', attempts: 1 },
    ])
  })
  expect(house.errors()).toEqual([])
}, 120_000)

it('lets a chat rest for a second after a message has left, however long that took', async () => {
  await using service = await TelegramServer.start()
  await using bot = RunningTelegram.start(service)
  expect((await bot.channel.admit?.('456'))?.waitMs).toBe(0)
  // The admission alone would be over then.
  await sleep(1_100)
  const message = { id: 'message-1', channel: 'telegram', userId: '456', message: 'Hello' }
  const outcome = bot.channel.send(
    { ...message, offset: 0, createdAt: new Date() },
    AbortSignal.timeout(5_000),
  )
  expect(await outcome).toEqual({ outcome: 'sent' })
  expect((await bot.channel.admit?.('456'))?.waitMs).toBeGreaterThan(0)
})

describe('the limits by themselves', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Sends so many messages to each chat, each as soon as it may go. */
  async function sendAll(limits: SendLimits, chats: string[], each: number): Promise<Sending[]> {
    const sendings: Sending[] = []
    const waiting = new Map(chats.map((chat) => [chat, { left: each, freeAt: 0 }]))
    while (waiting.size > 0) {
      for (const [chat, state] of waiting) {
        if (state.freeAt > Date.now()) continue
        const { waitMs, of } = await limits.admit(chat)
        if (waitMs === 0) {
          sendings.push({ at: Date.now(), chat })
          state.left -= 1
          if (state.left === 0) waiting.delete(chat)
        } else if (of === 'conversation') state.freeAt = Date.now() + waitMs
        else break
      }
      await vi.advanceTimersByTimeAsync(7)
    }
    return sendings
  }

  it('keep a group to 20 in any minute, and let nearly as many pass', async () => {
    const begun = Date.now()
    const sendings = await sendAll(new SendLimits(), [group, '@news'], 60)
    expectWithinLimits(sendings)
    expect(mostWithin(sendings, allowed.group.ms)).toBeGreaterThanOrEqual(2 * 16)
    expect(Date.now() - begun).toBeLessThan(60 * 4_000)
  })

  it('keep a person to one a second, who is in no group', async () => {
    const begun = Date.now()
    expectWithinLimits(await sendAll(new SendLimits(), ['456'], 100))
    expect(Date.now() - begun).toBeLessThan(100 * 1_100)
  })

  it('keep all chats together to 30 in any second, and let nearly as many pass', async () => {
    const chats = Array.from({ length: 200 }, (_, index) => String(index + 1))
    const begun = Date.now()
    const sendings = await sendAll(new SendLimits(), chats, 3)
    expectWithinLimits(sendings)
    expect(mostWithin(sendings, allowed.overall.ms)).toBeGreaterThanOrEqual(25)
    expect(Date.now() - begun).toBeLessThan(30_000)
  })

  it('take no place of all the others for a chat that has to wait', async () => {
    const limits = new SendLimits()
    expect(await limits.admit('456')).toEqual({ waitMs: 0, of: 'conversation' })
    for (let index = 0; index < 100; index++) {
      expect(await limits.admit('456')).toMatchObject({ of: 'conversation' })
    }
    for (const chat of ['1', '2', '3', '4']) expect((await limits.admit(chat)).waitMs).toBe(0)
    expect(await limits.admit('5')).toMatchObject({ of: 'channel' })
  })

  it('count the second from when a message leaves, not from when it was admitted', async () => {
    const limits = new SendLimits()
    await limits.admit('456')
    await vi.advanceTimersByTimeAsync(900)
    await limits.leave('456')
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await limits.admit('456')).waitMs).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(100)
    expect((await limits.admit('456')).waitMs).toBe(0)
  })

  it('hold a chat for as long as Telegram has asked for it, and no other', async () => {
    const limits = new SendLimits()
    await limits.block('456', 35_000)
    const { waitMs, of } = await limits.admit('456')
    expect(of).toBe('conversation')
    expect(waitMs).toBeGreaterThan(34_900)
    expect((await limits.admit('457')).waitMs).toBe(0)
    await vi.advanceTimersByTimeAsync(34_900)
    expect((await limits.admit('456')).waitMs).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(200)
    expect((await limits.admit('456')).waitMs).toBe(0)
  })
})
