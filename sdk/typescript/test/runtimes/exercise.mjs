// Uses the SDK in a runtime, against a gateway whose event streams are cut all the time, and against the mock. Takes nothing from the
// runtime but what all of them have, edge runtimes too.
import { assert } from 'chai'

// Of each runtime's own.
const { AbortController, AbortSignal, Response, fetch, setTimeout } = globalThis
const users = 5
const sends = 40

/**
 * One line for each use that went right.
 * @param {typeof import('@openclaw/sdk')} sdk as it was imported or required
 * @param {{ claw: import('@openclaw/sdk').OpenClaw, mockUrl: string, run: string }} place `run` is in the names of what is made
 */
export async function* exercise(sdk, place) {
  for (const [name, use] of Object.entries(uses)) {
    await use(place, sdk)
    yield `ok ${name}\n`
  }
}

const uses = { health, send, errors, pages, events, polling, abort, unreachable, mock }

async function health({ claw }, { version }) {
  const answer = await claw.health()
  assert.strictEqual(answer.status, 'ok')
  assert.strictEqual(answer.version, version)
}

async function send({ claw, run }) {
  for (let user = 0; user < users; user += 1) {
    const body = { channel: 'support', userId: `${run}-${user}`, message: 'Grüße 👋' }
    const options = { idempotencyKey: `${run}-${user}` }
    const first = await claw.messages.send(body, options)
    const second = await claw.messages.send(body, options).withResponse()
    assert.strictEqual(second.data.id, first.id)
    assert.strictEqual(second.response.status, 202)
    assert.strictEqual(second.response.headers.get('idempotent-replayed'), 'true')
    assert.match(second.requestId, /^\S+$/)
    assert.strictEqual((await claw.messages.get(first.id)).message, 'Grüße 👋')
  }
}

async function errors({ claw, run }, sdk) {
  const missing = await failure(claw.sessions.get('none'))
  assert.ok(missing instanceof sdk.NotFoundError && missing instanceof sdk.ApiError)
  assert.ok(missing instanceof sdk.OpenClawError && missing instanceof Error)
  assert.deepEqual([missing.status, missing.code], [404, 'NOT_FOUND'])
  assert.match(missing.requestId, /^\S+$/)

  const clash = { channel: 'support', userId: `${run}-0`, message: 'Another' }
  const conflict = await failure(claw.messages.send(clash, { idempotencyKey: `${run}-0` }))
  assert.ok(conflict instanceof sdk.ConflictError)
  assert.strictEqual(conflict.status, 409)

  const wrong = await failure(claw.messages.send({ ...clash, message: '' }))
  assert.ok(wrong instanceof sdk.InvalidRequestError)
  assert.strictEqual(wrong.details.issues[0].field, 'body.message')

  const stranger = await failure(claw.withOptions({ token: 'wrong' }).status())
  assert.ok(stranger instanceof sdk.UnauthorizedError)
}

async function pages({ claw, run }) {
  const ids = []
  for await (const session of claw.sessions.list({ channel: 'support', limit: 2 })) {
    if (session.userId.startsWith(`${run}-`)) ids.push(session.id)
    if (ids.length === users) break
  }
  assert.strictEqual(new Set(ids).size, users)
  const first = await claw.sessions.list({ limit: 2 })
  assert.strictEqual(first.items.length, 2)
  const second = await first.nextPage()
  assert.notStrictEqual(second.items[0].id, first.items[0].id)
}

/** All of the log, in order and once, while messages are sent. */
async function events({ claw, run }) {
  const { newest } = await claw.listEvents({ limit: 1 })
  const stop = new AbortController()
  const stream = claw.events({ after: newest, signal: stop.signal })
  const seen = []
  const delivered = new Set()
  const reading = (async () => {
    for await (const { id, type, payload } of stream) {
      seen.push(id)
      if (type === 'message:sent') delivered.add(payload.id)
    }
  })()
  const sent = await sendMany(claw, run)
  const missing = () => sent.filter((id) => !delivered.has(id))
  for (let look = 0; look < 1_500 && missing().length > 0; look += 1) await delay(20)
  stop.abort()
  assert.strictEqual(await failure(reading), stop.signal.reason)
  assert.deepEqual(missing(), [])
  assert.deepEqual(
    seen,
    seen.map((_, index) => newest + 1 + index),
  )
  assert.strictEqual(stream.position, seen.at(-1))
}

async function sendMany(claw, run) {
  const ids = []
  for (let number = 0; number < sends; number += 1) {
    const userId = `${run}-${number % users}`
    const { id } = await claw.messages.send({ channel: 'support', userId, message: `${number}` })
    ids.push(id)
    await delay(10)
  }
  return ids
}

async function polling({ claw }) {
  const polled = claw.withOptions({ WebSocket: false })
  const seen = []
  for await (const { id } of polled.events({ after: 0 })) {
    seen.push(id)
    if (seen.length === 250) break
    if (id === seen.length && seen.length >= users) break
  }
  assert.ok(seen.length >= users)
}

async function abort({ claw }) {
  const reason = new Error('enough')
  assert.strictEqual(await failure(claw.status({ signal: AbortSignal.abort(reason) })), reason)
  const stop = new AbortController()
  setTimeout(() => stop.abort(reason), 100)
  const reading = (async () => {
    for await (const event of claw.events({ types: ['cron:started'], signal: stop.signal })) {
      assert.fail(`${event.type} is not asked for`)
    }
  })()
  assert.strictEqual(await failure(reading), reason)
}

async function unreachable({ claw }, { ConnectionError }) {
  const nobody = claw.withOptions({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 })
  const error = await failure(nobody.status())
  assert.ok(error instanceof ConnectionError)
  assert.match(error.message, /^http:\/\/127\.0\.0\.1:9 could not be reached/)
}

async function mock({ claw, mockUrl }, { RateLimitedError }) {
  const mocked = claw.withOptions({ baseUrl: mockUrl, maxRetries: 0 })
  const page = await mocked.sessions.list()
  assert.ok(page.items.length > 0)
  const message = { channel: 'telegram', userId: '42', message: 'Hello' }
  assert.match((await mocked.messages.send(message)).id, /^\S+$/)
  const limited = await failure(mocked.status({ headers: { Prefer: 'code=429' } }))
  assert.ok(limited instanceof RateLimitedError)
  assert.ok(limited.retryAfterMs > 0)
  let retries = 0
  const retrying = mocked.withOptions({
    maxRetries: 1,
    hooks: { onRetry: () => (retries += 1) },
    fetch: async (request) => {
      const answer = await fetch(request)
      if (answer.status !== 429) return answer
      return new Response(await answer.text(), { status: 429, headers: { 'retry-after-ms': '5' } })
    },
  })
  await failure(retrying.status({ headers: { Prefer: 'code=429' } }))
  assert.strictEqual(retries, 1)
}

const delay = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

async function failure(promise) {
  try {
    await promise
  } catch (error) {
    return error
  }
  return assert.fail('It did not fail.')
}
