import { expect, test } from 'vitest'
import type { OutboundMessage, SendOutcome } from '../../src/channels/channel.ts'
import { apiError, DiscordServer, type Fault, rateLimited } from '../support/discord-server.ts'
import { until } from '../support/until.ts'
import { outbound, RunningDiscord } from './running-discord.ts'

const messages = 'POST /channels/{id}/messages'
const direct = 'POST /users/@me/channels'
const noAddress = '1170000000000000001'

const inTime = (): AbortSignal => AbortSignal.timeout(20_000)

const send = (bot: RunningDiscord, parts: Partial<OutboundMessage> = {}): Promise<SendOutcome> =>
  bot.channel.send(outbound(parts), inTime())

async function sendWith(route: string, fault: Fault): Promise<SendOutcome> {
  await using server = await DiscordServer.start()
  server.fail(route, fault)
  await using bot = RunningDiscord.start(server)
  return await send(bot)
}

test('sends to a user and to a channel', async () => {
  await using server = await DiscordServer.start()
  const { id } = server.world.addPlace('general')
  await using bot = RunningDiscord.start(server)
  expect(await send(bot)).toEqual({ outcome: 'sent' })
  expect(await send(bot, { id: 'message-2', message: 'again' })).toEqual({ outcome: 'sent' })
  const toChannel = { id: 'message-3', userId: `channel:${id}`, message: 'to all' }
  expect(await send(bot, toChannel)).toEqual({ outcome: 'sent' })
  expect(server.sent.map(({ userId, channelId, text }) => [userId ?? channelId, text])).toEqual([
    ['1150000000000000001', 'Hello!'],
    ['1150000000000000001', 'again'],
    [id, 'to all'],
  ])
  expect(server.calls(direct)).toHaveLength(1)
})

test('answers a user without asking for their channel', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  server.say('Hi!')
  await until(() => {
    expect(bot.texts).toEqual(['Hi!'])
  })
  expect(await send(bot)).toEqual({ outcome: 'sent' })
  expect(server.calls(direct)).toHaveLength(0)
})

test.each(['@ann', 'channel:general', '12a', ''])('refuses the address "%s"', async (userId) => {
  await using server = await DiscordServer.start()
  await using bot = RunningDiscord.start(server)
  expect(await send(bot, { userId })).toMatchObject({ outcome: 'never' })
  expect(server.calls(messages)).toHaveLength(0)
})

test('does not repeat a message that was taken before the connection broke', async () => {
  await using server = await DiscordServer.start()
  server.fail(messages, 'taken, then reset')
  await using bot = RunningDiscord.start(server)
  expect(bot.channel.dropsRepeatsForMs).toBe(120_000)
  expect(await send(bot)).toEqual({
    outcome: 'unknown',
    reason: expect.stringContaining('The connection to Discord broke') as string,
  })
  expect(await send(bot)).toEqual({ outcome: 'sent' })
  expect(server.sent).toHaveLength(1)
  // Another part of the same text is another message.
  expect(await send(bot, { offset: 6 })).toEqual({ outcome: 'sent' })
  expect(server.sent).toHaveLength(2)
})

test.each([
  { mentions: 'none', parse: [] },
  { mentions: 'users', parse: ['users'] },
  { mentions: 'all', parse: ['everyone', 'roles', 'users'] },
] as const)('notifies whom the configuration allows: $mentions', async ({ mentions, parse }) => {
  await using server = await DiscordServer.start()
  await using bot = RunningDiscord.start(server, { mentions })
  await send(bot)
  expect(server.sent[0]?.allowedMentions).toEqual({ parse })
})

test('sends Markdown as it is where the configuration says so', async () => {
  await using server = await DiscordServer.start()
  await using bot = RunningDiscord.start(server, { markup: 'markdown' })
  const message = '# Hello\n**you** <@1>'
  await send(bot, { message })
  expect(server.sent[0]?.text).toBe(message)
})

const invalid = {
  status: 400,
  body: {
    message: 'Invalid Form Body',
    code: 50_035,
    errors: { content: { _errors: [{ code: 'TOO_LONG', message: 'Too long.' }] } },
  },
}

test.each<[Fault, SendOutcome]>([
  [
    apiError(403, 50_007, 'Cannot send messages to this user'),
    {
      outcome: 'never',
      reason: 'Discord answered 403 Cannot send messages to this user (50007).',
    },
  ],
  [
    apiError(404, 10_003, 'Unknown Channel'),
    { outcome: 'never', reason: 'Discord answered 404 Unknown Channel (10003).' },
  ],
  [
    apiError(403, 50_001, 'Missing Access'),
    { outcome: 'never', reason: 'Discord answered 403 Missing Access (50001).' },
  ],
  [
    apiError(403, 50_013, 'Missing Permissions'),
    { outcome: 'never', reason: 'Discord answered 403 Missing Permissions (50013).' },
  ],
  [
    invalid,
    {
      outcome: 'never',
      reason: 'Discord answered 400 Invalid Form Body content[TOO_LONG]: Too long. (50035).',
    },
  ],
  [
    apiError(403, 20_026, 'This bot has been flagged for spam'),
    {
      outcome: 'never',
      reason: 'Discord answered 403 This bot has been flagged for spam (20026).',
    },
  ],
  [
    apiError(400, 40_003, 'You are opening direct messages too fast'),
    {
      outcome: 'later',
      reason: 'Discord answered 400 You are opening direct messages too fast (40003).',
    },
  ],
  [
    apiError(401, 0, '401: Unauthorized'),
    { outcome: 'later', reason: 'Discord answered 401 401: Unauthorized (0).' },
  ],
  [
    { status: 403, body: '<html>A proxy</html>' },
    {
      outcome: 'later',
      reason: 'What should be Discord answered 403 without a body of the Discord API.',
    },
  ],
  [
    { status: 302, headers: { location: 'http://127.0.0.1:9/portal' } },
    {
      outcome: 'later',
      reason: 'What should be Discord answered 302 without a body of the Discord API.',
    },
  ],
  [
    { status: 200, body: '<html>A portal</html>' },
    {
      outcome: 'unknown',
      reason: 'What should be Discord answered 200 without a body of the Discord API.',
    },
  ],
  [{ status: 500 }, { outcome: 'unknown', reason: 'Discord answered 500.' }],
  [{ status: 502 }, { outcome: 'unknown', reason: 'Discord answered 502.' }],
  [{ status: 503 }, { outcome: 'later', reason: 'Discord answered 503.' }],
  [{ status: 504 }, { outcome: 'unknown', reason: 'Discord answered 504.' }],
])('tells what an answer means: %j', async (fault, outcome) => {
  expect(await sendWith(messages, fault)).toEqual(outcome)
})

test.each<[Fault, SendOutcome['outcome']]>([
  ['reset', 'later'],
  [{ status: 502 }, 'later'],
  [apiError(403, 50_007, 'Cannot send messages to this user'), 'never'],
])(
  'knows that nothing was sent while a conversation was being opened: %j',
  async (fault, outcome) => {
    expect(await sendWith(direct, fault)).toMatchObject({ outcome })
  },
)

test('sends after a 401 that came from elsewhere', async () => {
  await using server = await DiscordServer.start()
  server.fail(messages, apiError(401, 0, '401: Unauthorized'))
  await using bot = RunningDiscord.start(server)
  expect(await send(bot)).toMatchObject({ outcome: 'later' })
  expect(await send(bot)).toEqual({ outcome: 'sent' })
})

test('waits with one conversation alone when Discord limits it', async () => {
  await using server = await DiscordServer.start()
  const { id } = server.world.addPlace('general')
  server.fail(messages, rateLimited(35))
  await using bot = RunningDiscord.start(server)
  const outcome = await send(bot)
  expect(outcome).toMatchObject({ outcome: 'later', reason: 'Discord asks to wait for 36 s.' })
  const admission = await bot.channel.admit?.(outbound().userId)
  expect(admission).toEqual({ waitMs: expect.any(Number) as number, of: 'conversation' })
  expect(admission?.waitMs).toBeGreaterThan(30_000)
  expect(await bot.channel.admit?.(`channel:${id}`)).toMatchObject({ waitMs: 0 })
  expect(await send(bot, { userId: `channel:${id}` })).toEqual({ outcome: 'sent' })
  expect(server.sent).toHaveLength(1)
})

test('waits with all conversations when Discord limits the bot', async () => {
  await using server = await DiscordServer.start()
  server.fail(messages, rateLimited(35, true))
  await using bot = RunningDiscord.start(server)
  expect(await send(bot)).toMatchObject({ outcome: 'later' })
  const admission = await bot.channel.admit?.(noAddress)
  expect(admission?.of).toBe('channel')
  expect(admission?.waitMs).toBeGreaterThan(30_000)
})

test('keeps the limit of a conversation before Discord has to say it', async () => {
  await using server = await DiscordServer.start()
  server.rest.limit = { messages: 2, seconds: 60 }
  await using bot = RunningDiscord.start(server)
  const { userId } = outbound()
  const admit = async (): Promise<number | undefined> => (await bot.channel.admit?.(userId))?.waitMs
  expect(await admit()).toBe(0)
  expect(await send(bot, { id: 'message-1' })).toEqual({ outcome: 'sent' })
  expect(await admit()).toBe(0)
  // The place that was taken counts before the answer is there.
  expect(await admit()).toBeGreaterThan(50_000)
  expect(await send(bot, { id: 'message-2' })).toEqual({ outcome: 'sent' })
  expect(await admit()).toBeGreaterThan(50_000)
  expect(server.calls(messages)).toHaveLength(2)
})

test('keeps the limit of all conversations together', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  const users = Array.from({ length: 60 }, (_, i) => String(1_150_000_000_000_000_000n + BigInt(i)))
  const admissions = await Promise.all(
    users.map(async (userId) => await bot.channel.admit?.(userId)),
  )
  const refused = admissions.filter((admission) => admission?.waitMs !== 0)
  expect(refused.length).toBeGreaterThan(0)
  expect(new Set(refused.map((admission) => admission?.of))).toEqual(new Set(['channel']))
})

test('tells whether a message left when there is no more time', async () => {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  expect(await bot.channel.send(outbound(), AbortSignal.abort())).toMatchObject({
    outcome: 'later',
  })
  server.fail(messages, 'hang')
  const deadline = new AbortController()
  const sending = bot.channel.send(outbound(), deadline.signal)
  await until(() => {
    expect(server.calls(messages).length).toBe(1)
  })
  deadline.abort()
  expect(await sending).toMatchObject({ outcome: 'unknown' })
})

test('sends nothing where nobody listens', async () => {
  await using server = await DiscordServer.start()
  await server.disconnect()
  await using bot = RunningDiscord.start(server)
  expect(await send(bot)).toMatchObject({
    outcome: 'later',
    reason: 'Discord could not be reached (ECONNREFUSED).',
  })
})
