import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../../scripts/mock/server.ts'
import { eventValidators } from '../../src/generated/events.ts'
import { eventExamples } from '../../scripts/mock/examples.ts'
import { count } from '../support/counts.ts'
import { gatewayToken, startTestServer } from '../support/server.ts'
import { numbers, refusalOf, StreamClient, type StreamOptions } from '../support/stream-client.ts'

const mock = await startMock({ host: '127.0.0.1', port: 0, token: gatewayToken })
const server = await startTestServer()
afterAll(async () => {
  await mock.close()
  await server[Symbol.asyncDispose]()
})

/** Everything that comes until so many have. */
async function firstEvents(many: number, options: StreamOptions) {
  await using client = await StreamClient.open(mock.url, options)
  await expect.poll(() => client.events.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(many)
  return client.events.slice(0, many)
}

describe('the event stream of the mock', () => {
  test('sends the examples of the contract in turn, each with the next number and the time now', async () => {
    const before = new Date().toISOString()
    const events = await firstEvents(20, { path: '/ws?rate=200' })
    const first = events[0]?.id ?? 0
    expect(events.map(({ id }) => id)).toEqual(numbers(first, first + 19))
    expect(events.map(({ type }) => type)).toEqual(
      numbers(first, first + 19).map(
        (id) =>
          eventExamples.find((example) => (id - example.id) % eventExamples.length === 0)?.type,
      ),
    )
    for (const event of events) {
      const validate = eventValidators[event.type]
      expect({ event, valid: validate(event) }).toEqual({ event, valid: true })
      expect(event.time >= before && event.time <= new Date().toISOString()).toBe(true)
      const example = eventExamples.find(({ type }) => type === event.type)
      expect(event.payload).toEqual(example?.payload)
    }
    await count('mock events', events.length)
  })

  test('goes on from `after`, and sends the types that are asked for alone', async () => {
    const types = 'error,cron:started'
    const events = await firstEvents(4, { path: '/ws?rate=100', after: 7, types })
    expect(events.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '8 error',
      '9 cron:started',
      '10 error',
      '11 cron:started',
    ])
  })

  test('follows from where GET /api/events ends', async () => {
    const headers = { authorization: `Bearer ${gatewayToken}` }
    const response = await fetch(`${mock.url}/api/events`, { headers })
    const { nextAfter } = (await response.json()) as { nextAfter: number }
    const [first] = await firstEvents(1, {})
    expect(first?.id).toBe(nextAfter + 1)
  })

  test('sends as many in a second as `rate` says, and with 0 none', async () => {
    await using slow = await StreamClient.open(mock.url, { path: '/ws?rate=0.001' })
    await using slowest = await StreamClient.open(mock.url, { path: '/ws?rate=0.0000001' })
    await using silent = await StreamClient.open(mock.url, { path: '/ws?rate=0' })
    const start = performance.now()
    await firstEvents(100, { path: '/ws?rate=100' })
    const seconds = (performance.now() - start) / 1000
    expect(seconds).toBeGreaterThan(0.9)
    await expect.poll(() => slow.events.length).toBe(1)
    expect(slowest.events.length).toBe(1)
    expect(silent.events.length).toBe(0)
  })

  test('takes no messages, as the gateway', async () => {
    await using client = await StreamClient.open(mock.url)
    client.socket.send('hello')
    expect((await client.closed).code).toBe(1008)
  })
})

describe('an upgrade is refused as by the gateway', () => {
  test.each<[string, StreamOptions, number]>([
    ['without a token', { token: null }, 401],
    ['with a wrong token', { token: 'wrong' }, 401],
    ['with a wrong one in the query', { token: null, accessToken: 'wrong' }, 401],
    ['an unknown path', { path: '/nope' }, 404],
    ['an unknown parameter', { path: '/ws?unknown=1' }, 400],
    ['a wrong after', { path: '/ws?after=-1' }, 400],
    ['a parameter twice', { path: '/ws?after=1&after=2' }, 400],
    ['a wrong type', { types: 'none' }, 400],
    ['a foreign page', { origin: 'https://example.com' }, 403],
  ])('%s', async (_name, options, status) => {
    const [real, mocked] = [
      await refusalOf(server.url, options),
      await refusalOf(mock.url, options),
    ]
    const shape = ({ body, headers, status: code }: typeof real) => {
      const { issues } = body.error.details
      return {
        code,
        error: body.error.code,
        issues: issues?.map(({ field, rule }) => ({ field, rule })),
        headers: Object.keys(headers).sort(),
      }
    }
    expect(shape(mocked)).toEqual(shape(real))
    expect(mocked.status).toBe(status)
    await count('mock answers compared with the server', 1)
  })

  test.each([
    ['many', 'type'],
    ['-1', 'type'],
    ['1001', 'maximum'],
    ['1&rate=2', 'once'],
  ])('the rate %s', async (rate, rule) => {
    const { status, body } = await refusalOf(mock.url, { path: `/ws?rate=${rate}` })
    expect(status).toBe(400)
    expect(body.error.details.issues).toMatchObject([{ field: 'query.rate', rule }])
  })
})

describe('what an upgrade prefers', () => {
  test.each([400, 401, 403, 404, 429, 500, 503])('the refusal %i', async (code) => {
    const prefer = { prefer: `code=${code}` }
    for (const options of [{ headers: prefer }, { path: `/ws?__code=${code}` }]) {
      const { status, headers, body } = await refusalOf(mock.url, options)
      expect(status).toBe(code)
      expect(Object.keys(body.error)).toEqual(['code', 'message', 'details'])
      expect(headers['retry-after']).toBe(code === 429 ? '12' : undefined)
    }
    const chat = await refusalOf(mock.url, { path: '/chat/ws', headers: prefer, token: null })
    expect(chat.status).toBe(code)
  })

  test.each([1001, 1008, 1011, 1013, 4400, 4410])('the end %i', async (code) => {
    const client = await StreamClient.open(mock.url, { path: `/ws?rate=0&__code=${code}` })
    const end = await client.closed
    expect(end.code).toBe(code)
    expect(end.reason).not.toBe('')
  })

  test('a code that there is not', async () => {
    const { status, body } = await refusalOf(mock.url, { headers: { prefer: 'code=418' } })
    expect(status).toBe(400)
    expect(body.error.details.issues).toMatchObject([{ field: 'header.prefer', rule: 'code' }])
  })
})
