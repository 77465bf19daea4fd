// Uses the generated client against the server, or the mock, that OPENCLAW_URL names. One line a call; throws on a wrong result.
import assert from 'node:assert/strict'
import { createOpenClawClient, health, OpenClawError, pages, unwrap } from 'openclaw-client'

const { OPENCLAW_URL = '', OPENCLAW_TOKEN = '', OPENCLAW_MODE = 'live' } = process.env
const live = OPENCLAW_MODE === 'live'
const client = createOpenClawClient({ baseUrl: OPENCLAW_URL, token: OPENCLAW_TOKEN })
const ok = (call: string, fact: string | number) => console.log(`ok ${call}: ${fact}`)
/** Makes the mock answer with this status; the server ignores it. */
const prefer = (code: number) => ({ headers: { Prefer: `code=${code}` } })

async function refused(call: Promise<unknown>): Promise<OpenClawError> {
  try {
    await call
  } catch (error) {
    if (error instanceof OpenClawError) return error
    throw error
  }
  throw new Error('It should have been refused.')
}

const { sessions } = await unwrap(client.GET('/api/sessions'))
const [first] = sessions
assert(first !== undefined && !Number.isNaN(Date.parse(first.lastActivity)))
ok('list sessions', sessions.length)

if (live) {
  const seen = new Set<string>()
  let count = 0
  const list = (cursor?: string) =>
    unwrap(
      client.GET('/api/sessions', { params: { query: { limit: 50, ...(cursor && { cursor }) } } }),
    )
  for await (const page of pages(list)) {
    count += 1
    for (const { id } of page.sessions) seen.add(id)
  }
  assert(count >= 3 && seen.size >= 120)
  ok('follow nextCursor', `${count} pages, ${seen.size} sessions`)
}

// The mock answers as an unhealthy gateway would; the server ignores what is preferred.
const unhealthy = createOpenClawClient({ baseUrl: OPENCLAW_URL, ...prefer(503) })
const { status } = await health(unhealthy)
assert.equal(status, live ? 'ok' : 'degraded')
ok('health', status)

const send = (text: string) =>
  unwrap(
    client.POST('/api/messages', {
      params: { header: { 'Idempotency-Key': 'typescript-1' } },
      body: { channel: 'support', userId: 'typescript', message: text },
    }),
  )
const message = await send('Hello from TypeScript')
assert.equal(message.direction, 'outbound')
ok('send a message', message.id)
const conflict = await refused(send('Something else'))
assert.equal(conflict.status, 409)
ok('use its key for another', conflict.status)

if (live) {
  assert.equal((await send('Hello from TypeScript')).id, message.id)
  ok('repeat it with its key', 'the same message')
  const { messages } = await unwrap(
    client.GET('/api/sessions/{id}/messages', { params: { path: { id: message.sessionId } } }),
  )
  assert.equal(messages.length, 1)
  ok('list the messages', messages.length)
}

const missing = await refused(
  unwrap(
    client.GET('/api/sessions/{id}', { params: { path: { id: 'session-none' } }, ...prefer(404) }),
  ),
)
assert.equal(missing.status, 404)
assert.equal(missing.code, 'NOT_FOUND')
ok('a typed error', `${missing.status} ${missing.code}`)

const wrong = await refused(
  unwrap(
    client.POST('/api/messages', {
      body: { channel: 'nowhere', userId: 'user-1', message: 'Hello' },
      ...prefer(400),
    }),
  ),
)
assert.equal(wrong.code, 'INVALID_REQUEST')
assert(wrong.issues[0] !== undefined && wrong.issues[0].field.startsWith('body.'))
ok('an error with issues', `${wrong.issues[0].field}: ${wrong.issues[0].rule}`)

const { events } = await unwrap(
  client.GET('/api/events', { params: { query: { types: ['session:created'], limit: 200 } } }),
)
const created = events.flatMap((event) => (event.type === 'session:created' ? [event.payload] : []))
assert(created[0]?.id.startsWith('session-'))
ok('list events', `${events.length}, ${created.length} of them session:created`)

const job = await unwrap(
  client.POST('/api/cron', {
    body: {
      name: 'typescript',
      schedule: { cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' },
      action: {
        type: 'message',
        channel: 'support',
        userId: 'typescript',
        message: 'Good morning!',
      },
      enabled: false,
    },
  }),
)
assert(job.action.type === 'message' && job.action.message === 'Good morning!')
ok('create a job', `${job.id} with an action of type ${job.action.type}`)
await unwrap(client.DELETE('/api/cron/{id}', { params: { path: { id: job.id } } }))
ok('delete the job', 204)

let limited: OpenClawError | undefined
for (let calls = 1; limited === undefined && calls <= 60; calls += 1) {
  const error = await refused(
    unwrap(
      client.POST('/api/tools/{name}/invoke', {
        params: { path: { name: 'read' } },
        body: { params: { path: 'no-such-file.txt' } },
        ...prefer(429),
      }),
    ),
  )
  if (error.status === 429) limited = error
}
assert(limited?.code === 'RATE_LIMITED' && (limited.retryAfter ?? 0) >= 1)
ok('a rate limit', `${limited.status} ${limited.code}, Retry-After ${limited.retryAfter}`)
