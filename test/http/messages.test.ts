import { afterAll, describe, expect, test, vi } from 'vitest'
import type { Message, MessagePage, Session, SessionPage } from '../../src/generated/types.ts'
import { errorOf, namedToken } from '../support/http.ts'
import { startTestServer } from '../support/server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { until } from '../support/until.ts'

const otherToken = 'token-of-another-program'
const receiver = await WebhookReceiver.start()
const server = await startTestServer({
  config: {
    rateLimits: { enabled: false },
    auth: { tokens: [namedToken('other', otherToken, ['messages:write'])] },
    channels: { support: { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret } },
  },
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

const send = (
  userId: string,
  { message = 'Hello', channel = 'support', ...init }: SendOptions = {},
): Promise<Response> =>
  server.fetch('/api/messages', { json: { channel, userId, message }, ...init })

interface SendOptions {
  message?: string
  channel?: string
  headers?: Record<string, string>
  token?: string
}

const withKey = (key: string): SendOptions => ({ headers: { 'idempotency-key': key } })

const get = async <T>(path: string): Promise<T> => (await (await server.fetch(path)).json()) as T

const messagesOf = async (userId: string): Promise<Message[]> => {
  const { sessions } = await get<SessionPage>(`/api/sessions?userId=${userId}`)
  const pages = await Promise.all(
    sessions.map(({ id }) => get<MessagePage>(`/api/sessions/${id}/messages?limit=200`)),
  )
  return pages.flatMap(({ messages }) => messages)
}

const deliveriesTo = (userId: string) =>
  receiver.deliveries.filter(({ body }) => body.userId === userId)

describe('sending', () => {
  test('Location leads to the message, and there it tells how it went', async () => {
    const response = await send('to-locate')
    expect(response.status).toBe(202)
    const message = (await response.json()) as Message
    expect(message).toMatchObject({ userId: 'to-locate', direction: 'outbound', status: 'queued' })
    const location = response.headers.get('location') ?? ''
    expect(location).toBe(`/api/messages/${message.id}`)
    await expect
      .poll(() => get<Message>(location))
      .toMatchObject({ ...message, status: 'sent', updatedAt: expect.any(String) as unknown })
    expect(deliveriesTo('to-locate').map(({ body, verified }) => [body.id, verified])).toEqual([
      [message.id, true],
    ])
    expect(response.headers.has('idempotent-replayed')).toBe(false)
  })

  test('to a channel that is not configured', async () => {
    const error = await errorOf(await send('nobody', { channel: 'telegram' }), {
      status: 400,
      code: 'INVALID_REQUEST',
    })
    expect(error.details.issues).toEqual([
      {
        field: 'body.channel',
        rule: 'configured',
        message: 'the channel "telegram" is not configured',
      },
    ])
    expect(await messagesOf('nobody')).toEqual([])
  })

  test('any text arrives as it was sent', async () => {
    const text = `"quotes" \\ \n\t \u2028 \u{1f600} ${'é'.repeat(1_000)} </script>`
    await send('a reader', { message: text })
    await expect
      .poll(() => deliveriesTo('a reader').map(({ body }) => body.message))
      .toEqual([text])
    expect((await messagesOf('a%20reader')).map(({ message }) => message)).toEqual([text])
  })
})

describe('Idempotency-Key', () => {
  test('50 at once with one key are one message', async () => {
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => send('once', withKey('key-of-50'))),
    )
    const bodies = await Promise.all(responses.map((response) => response.text()))
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(bodies).size).toBe(1)
    expect(new Set(responses.map(({ headers }) => headers.get('location'))).size).toBe(1)
    const replayed = responses.map(({ headers }) => headers.get('idempotent-replayed'))
    expect(replayed.filter((value) => value === 'true')).toHaveLength(49)
    expect(replayed.filter((value) => value === null)).toHaveLength(1)

    const [message] = await messagesOf('once')
    await expect
      .poll(() => get<Message>(`/api/messages/${message?.id ?? ''}`))
      .toMatchObject({ status: 'sent' })
    expect(await messagesOf('once')).toHaveLength(1)
    expect((await get<SessionPage>('/api/sessions?userId=once')).sessions[0]?.messageCount).toBe(1)
    expect(deliveriesTo('once')).toHaveLength(1)
  })

  test('gives the first answer again, also when the message is sent since', async () => {
    const first = await send('again', withKey('key-again'))
    const answer = (await first.json()) as Message
    await expect
      .poll(() => get<Message>(`/api/messages/${answer.id}`))
      .toMatchObject({ status: 'sent' })
    const second = await send('again', withKey('key-again'))
    expect(second.status).toBe(202)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await second.json()).toEqual(answer)
  })

  test('with another body is a conflict', async () => {
    await send('conflict', withKey('key-of-conflict'))
    for (const other of [{ message: 'Another' }, { userId: 'conflict-2' }]) {
      const response = await send(other.userId ?? 'conflict', {
        ...withKey('key-of-conflict'),
        ...other,
      })
      const error = await errorOf(response, { status: 409, code: 'INVALID_REQUEST' })
      expect(error.details.issues).toEqual([
        {
          field: 'header.idempotency-key',
          rule: 'idempotency',
          message: 'was used before with another body',
        },
      ])
    }
    expect(await messagesOf('conflict')).toHaveLength(1)
    expect(await messagesOf('conflict-2')).toEqual([])
  })

  test('the order of the fields is no other body', async () => {
    const body = '{"message":"Hello","userId":"order","channel":"support"}'
    const headers = { ...withKey('key-of-order').headers, 'content-type': 'application/json' }
    await send('order', withKey('key-of-order'))
    const second = await server.fetch('/api/messages', { method: 'POST', body, headers })
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await messagesOf('order')).toHaveLength(1)
  })

  test('belongs to the token', async () => {
    const mine = await send('per-token', withKey('key-of-two'))
    const theirs = await send('per-token', { ...withKey('key-of-two'), token: otherToken })
    expect(theirs.status).toBe(202)
    expect(theirs.headers.has('idempotent-replayed')).toBe(false)
    expect(theirs.headers.get('location')).not.toBe(mine.headers.get('location'))
    expect(await messagesOf('per-token')).toHaveLength(2)
    const foreign = await send('per-token', {
      ...withKey('key-of-two'),
      token: otherToken,
      message: 'Another',
    })
    expect(foreign.status).toBe(409)
  })

  test('of a refused request is not used up', async () => {
    const refused = await send('refused', { ...withKey('key-of-refused'), channel: 'telegram' })
    expect(refused.status).toBe(400)
    const taken = await send('refused', withKey('key-of-refused'))
    expect(taken.status).toBe(202)
    expect(taken.headers.has('idempotent-replayed')).toBe(false)
  })

  test('without a key nothing is held back', async () => {
    await Promise.all([send('twice'), send('twice')])
    expect(await messagesOf('twice')).toHaveLength(2)
  })
})

describe('pages', () => {
  /** Follows `nextCursor` to the end. @returns what each page held */
  async function pagesOf<T>(path: string, key: string): Promise<T[][]> {
    const pages: T[][] = []
    let cursor: string | undefined
    do {
      const query = cursor === undefined ? '' : `&cursor=${cursor}`
      const page = await get<Record<string, unknown>>(`${path}${query}`)
      pages.push(page[key] as T[])
      cursor = page['nextCursor'] as string | undefined
    } while (cursor !== undefined)
    return pages
  }

  test("of a session's messages hold each once, the newest first", async () => {
    for (let index = 0; index < 7; index += 1) await send('pager', { message: `Text ${index}` })
    const { sessions } = await get<SessionPage>('/api/sessions?userId=pager')
    const path = `/api/sessions/${sessions[0]?.id ?? ''}/messages?limit=3`
    const pages = await pagesOf<Message>(path, 'messages')
    expect(pages.map((page) => page.map(({ message }) => message))).toEqual([
      ['Text 6', 'Text 5', 'Text 4'],
      ['Text 3', 'Text 2', 'Text 1'],
      ['Text 0'],
    ])
  })

  test('of sessions hold each once, the newest activity first', async () => {
    for (const userId of ['page-a', 'page-b', 'page-c', 'page-d', 'page-a']) {
      await send(userId)
      // Of two in one millisecond neither is newer.
      const now = Date.now()
      await vi.waitUntil(() => Date.now() > now, { interval: 1 })
    }
    const pages = await pagesOf<Session>('/api/sessions?channel=support&limit=2', 'sessions')
    const users = pages.flat().map(({ userId }) => userId)
    expect(users.slice(0, 4)).toEqual(['page-a', 'page-d', 'page-c', 'page-b'])
    expect(new Set(users).size).toBe(users.length)
    expect(pages.slice(0, -1).map((page) => page.length)).toEqual(pages.slice(1).map(() => 2))
    const all = await get<SessionPage>('/api/sessions?limit=200')
    expect(all.sessions.map(({ userId }) => userId)).toEqual(users)
    expect(all).not.toHaveProperty('nextCursor')
  })

  test('hold 50 where no limit is given', async () => {
    await Promise.all(Array.from({ length: 51 }, () => send('many')))
    const { sessions } = await get<SessionPage>('/api/sessions?userId=many')
    const page = await get<MessagePage>(`/api/sessions/${sessions[0]?.id ?? ''}/messages`)
    expect(page.messages).toHaveLength(50)
    expect(page.nextCursor).toMatch(/^[\w-]+$/)
  })

  test('a page that is exactly full is the last one', async () => {
    await Promise.all([send('full'), send('full')])
    const { sessions } = await get<SessionPage>('/api/sessions?userId=full')
    const path = `/api/sessions/${sessions[0]?.id ?? ''}/messages?limit=2`
    expect(await get<MessagePage>(path)).not.toHaveProperty('nextCursor')
  })

  test('of one channel or user only', async () => {
    expect(await get<SessionPage>('/api/sessions?channel=none')).toEqual({ sessions: [] })
    expect(await get<SessionPage>('/api/sessions?userId=no%20body')).toEqual({ sessions: [] })
  })

  test('a cursor of another list is refused', async () => {
    const { nextCursor } = await get<SessionPage>('/api/sessions?limit=1')
    const { sessions } = await get<SessionPage>('/api/sessions?userId=pager')
    const path = `/api/sessions/${sessions[0]?.id ?? ''}/messages?cursor=${nextCursor ?? ''}`
    const error = await errorOf(await server.fetch(path), { status: 400, code: 'INVALID_REQUEST' })
    expect(error.details.issues?.map(({ field, rule }) => ({ field, rule }))).toEqual([
      { field: 'query.cursor', rule: 'cursor' },
    ])
  })
})

test('deleting a session takes its messages with it', async () => {
  const sent = (await (await send('to-delete')).json()) as Message
  const path = `/api/sessions/${sent.sessionId}`
  const deleted = await server.fetch(path, { method: 'DELETE' })
  expect({ status: deleted.status, body: await deleted.text() }).toEqual({ status: 204, body: '' })
  expect(deleted.headers.has('content-type')).toBe(false)
  for (const gone of [path, `${path}/messages`, `/api/messages/${sent.id}`]) {
    await errorOf(await server.fetch(gone), { status: 404, code: 'NOT_FOUND' })
  }
  const again = await server.fetch(path, { method: 'DELETE' })
  await errorOf(again, { status: 404, code: 'NOT_FOUND' })
})

describe('jobs', () => {
  test('Location leads to the runs of a new one', async () => {
    const job = {
      name: 'list',
      schedule: { cron: '0 0 29 2 *' },
      action: { type: 'tool', tool: 'list', params: {} },
    }
    const response = await server.fetch('/api/cron', { json: job })
    expect(response.status).toBe(201)
    const { id } = (await response.json()) as { id: string }
    expect(response.headers.get('location')).toBe(`/api/cron/${id}`)
    const run = await server.fetch(`/api/cron/${id}/run`, { method: 'POST' })
    expect(run.status).toBe(202)
    await until(async () => {
      expect(await get(`/api/cron/${id}/runs`)).toMatchObject({
        runs: [{ jobId: id, trigger: 'manual', outcome: 'ok' }],
      })
    })
  })
})
