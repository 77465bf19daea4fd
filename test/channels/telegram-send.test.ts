import { expect, test } from 'vitest'
import type { OutboundMessage, SendOutcome } from '../../src/channels/channel.ts'
import { type Fault, TelegramServer } from '../support/telegram-server.ts'
import { RunningTelegram } from './running-telegram.ts'

const outbound: OutboundMessage = {
  id: 'message-1',
  channel: 'telegram',
  userId: '456',
  message: 'Hello *from* <b>API</b>!',
  offset: 0,
  createdAt: new Date(),
}

async function send(
  place: { apiRoot: string; token: string },
  signal = AbortSignal.timeout(20_000),
): Promise<SendOutcome> {
  await using bot = RunningTelegram.start(place)
  return await bot.channel.send(outbound, signal)
}

async function sendWith(fault: Fault): Promise<SendOutcome> {
  await using server = await TelegramServer.start()
  server.fail('sendMessage', fault)
  return await send(server)
}

test('sends plain text', async () => {
  await using server = await TelegramServer.start()
  expect(await send(server)).toEqual({ outcome: 'sent' })
  expect(server.sent).toEqual([{ chatId: '456', text: outbound.message }])
  expect(server.calls('sendMessage')).toEqual([{ chat_id: '456', text: outbound.message }])
})

test('does not claim that Telegram drops a repeat', () => {
  const { channel } = new RunningTelegram({ apiRoot: 'http://127.0.0.1:9', token: '1:x' })
  expect(channel.dropsRepeatsForMs).toBe(0)
})

test.each<{ fault: Fault; outcome: SendOutcome }>([
  {
    fault: {
      error_code: 429,
      description: 'Too Many Requests: retry after 17',
      parameters: { retry_after: 17 },
    },
    outcome: {
      outcome: 'later',
      reason: 'Telegram answered 429 Too Many Requests: retry after 17',
      retryAfterMs: 17_000,
    },
  },
  {
    fault: { error_code: 400, description: 'Bad Request: chat not found' },
    outcome: { outcome: 'never', reason: 'Telegram answered 400 Bad Request: chat not found' },
  },
  {
    fault: { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    outcome: {
      outcome: 'never',
      reason: 'Telegram answered 403 Forbidden: bot was blocked by the user',
    },
  },
  {
    fault: { error_code: 401, description: 'Unauthorized' },
    outcome: { outcome: 'later', reason: 'Telegram answered 401 Unauthorized' },
  },
  {
    fault: { error_code: 500, description: 'Internal Server Error' },
    outcome: { outcome: 'unknown', reason: 'Telegram answered 500 Internal Server Error' },
  },
  {
    fault: { error_code: 502, description: 'Bad Gateway' },
    outcome: { outcome: 'unknown', reason: 'Telegram answered 502 Bad Gateway' },
  },
  {
    fault: { error_code: 503, description: 'Service Unavailable' },
    outcome: { outcome: 'later', reason: 'Telegram answered 503 Service Unavailable' },
  },
  {
    fault: { error_code: 504, description: 'Gateway Timeout' },
    outcome: { outcome: 'unknown', reason: 'Telegram answered 504 Gateway Timeout' },
  },
  {
    fault: { page: 503 },
    outcome: {
      outcome: 'later',
      reason: 'What should be Telegram answered 503 without a Bot API body.',
    },
  },
  {
    fault: { page: 200 },
    outcome: {
      outcome: 'unknown',
      reason: 'What should be Telegram answered 200 without a Bot API body.',
    },
  },
  {
    fault: 'reset',
    outcome: { outcome: 'unknown', reason: 'The connection to Telegram broke (ECONNRESET).' },
  },
])('$fault means $outcome.outcome', async ({ fault, outcome }) => {
  expect(await sendWith(fault)).toEqual(outcome)
})

test('does not know of a message that was taken before the connection broke', async () => {
  await using server = await TelegramServer.start()
  server.fail('sendMessage', 'taken, then reset')
  expect(await send(server)).toMatchObject({ outcome: 'unknown' })
  expect(server.sent).toHaveLength(1)
})

test('does not know when there is no answer before the time is up', async () => {
  await using server = await TelegramServer.start()
  server.fail('sendMessage', 'hang')
  const time = new AbortController()
  const outcome = send(server, time.signal)
  await expect.poll(() => server.calls('sendMessage').length).toBe(1)
  time.abort()
  expect(await outcome).toEqual({
    outcome: 'unknown',
    reason: 'The connection to Telegram broke (AbortError).',
  })
})

test('sends nothing when the time is up already', async () => {
  await using server = await TelegramServer.start()
  expect(await send(server, AbortSignal.abort())).toMatchObject({ outcome: 'later' })
  expect(server.calls('sendMessage')).toEqual([])
})

test('waits when Telegram is not there', async () => {
  const server = await TelegramServer.start()
  await server[Symbol.asyncDispose]()
  expect(await send(server)).toEqual({
    outcome: 'later',
    reason: 'Telegram could not be reached (ECONNREFUSED).',
  })
})

test('waits when its name is not known', async () => {
  const outcome = await send({ apiRoot: 'http://telegram.invalid', token: '1:x' })
  expect(outcome).toMatchObject({ outcome: 'later' })
  expect(outcome).toHaveProperty('reason', expect.stringMatching(/\((ENOTFOUND|EAI_AGAIN)\)/))
})

test('waits before it is started and after it is stopped', async () => {
  await using server = await TelegramServer.start()
  const { channel } = new RunningTelegram(server)
  const signal = AbortSignal.timeout(20_000)
  expect(await channel.send(outbound, signal)).toMatchObject({ outcome: 'later' })
  channel.start()
  expect(await channel.send(outbound, signal)).toEqual({ outcome: 'sent' })
  await channel.stop()
  expect(await channel.send(outbound, signal)).toMatchObject({ outcome: 'later' })
  expect(server.sent).toHaveLength(1)
})

test('never tells the token, whatever the service says', async () => {
  await using server = await TelegramServer.start()
  server.fail('sendMessage', { error_code: 400, description: `bad /bot${server.token}/x` })
  const outcome = await send(server)
  expect(outcome).toEqual({
    outcome: 'never',
    reason: 'Telegram answered 400 bad /bot[redacted]/x',
  })
})

test('splits no text with markup, since only Telegram knows how long it is', () => {
  const place = { apiRoot: 'http://127.0.0.1:9', token: '1:x' }
  const text = 'x'.repeat(5_000)
  expect(new RunningTelegram(place).channel.fits?.(text)).toBe(false)
  expect(new RunningTelegram(place, { parseMode: 'HTML' }).channel.fits?.(text)).toBe(true)
})
