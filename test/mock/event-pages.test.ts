import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { eventExamples } from '../../scripts/mock/examples.ts'
import { startMock } from '../../scripts/mock/server.ts'
import { eventValidators } from '../../src/generated/events.ts'
import type { EventPage } from '../../src/generated/types.ts'
import { Judge } from '../contract/judge.ts'
import { expectError } from '../support/http.ts'
import { numbers, StreamClient, type StreamOptions } from '../support/stream-client.ts'
import { ask } from './pair.ts'

const judge = await Judge.open()

let url = ''
beforeEach(async () => {
  const mock = await startMock({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => mock.close())
  url = mock.url
})

async function pageOf(query: string): Promise<EventPage> {
  const answer = await ask(url, { path: `/api/events?${query}` })
  expect(judge.faultsOf('listEvents', answer)).toEqual([])
  const page = JSON.parse(answer.body) as EventPage
  for (const event of page.events) expect(eventValidators[event.type](event)).toBe(true)
  return page
}

async function firstEvents(many: number, options: StreamOptions) {
  await using client = await StreamClient.open(url, options)
  await expect.poll(() => client.events.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(many)
  return client.events
}

test('who polls comes on page by page to the newest event, and then gets none', async () => {
  const sizes: number[] = []
  const types: string[] = []
  let { nextAfter, newest } = await pageOf('limit=3')
  const from = nextAfter
  while (sizes.at(-1) !== 0) {
    const page = await pageOf(`limit=3&after=${nextAfter}`)
    expect(page.events.map(({ id }) => id)).toEqual(numbers(nextAfter + 1, page.nextAfter))
    types.push(...page.events.map(({ type }) => type))
    sizes.push(page.events.length)
    nextAfter = page.nextAfter
    newest = page.newest
  }
  expect(sizes).toEqual([3, 3, 1, 0])
  expect(nextAfter).toBe(newest)
  expect(types).toEqual(eventExamples.filter(({ id }) => id > from).map(({ type }) => type))
})

test.each(['', '&after=1041'])('only the wanted types come in a page%s', async (after) => {
  const { events } = await pageOf(`types=error,cron:started${after}`)
  expect(events.map(({ type }) => type)).toEqual([
    ...['error', 'cron:started', 'error', 'cron:started'],
    ...['error', 'cron:started', 'error', 'cron:started'],
  ])
})

test('what a socket was sent can be polled, the same events under the same numbers', async () => {
  const sent = await firstEvents(50, { path: '/ws?rate=500', after: 1049 })
  const last = sent.at(-1)?.id ?? 0
  const { events, newest } = await pageOf('after=1049&limit=100')
  const known = ({ id, type, payload }: (typeof events)[number]) => ({ id, type, payload })
  expect(events.slice(0, sent.length).map(known)).toEqual(sent.slice(0, 100).map(known))
  expect(newest).toBeGreaterThanOrEqual(last)
  expect((await pageOf(`after=${newest}`)).events).toEqual([])
  const ahead = await ask(url, { path: `/api/events?after=${newest + 1}` })
  expectError(ahead, { status: 400, code: 'INVALID_REQUEST' })
})

test('where a socket begins is no event to come, although it brings none', async () => {
  await using client = await StreamClient.open(url, { path: '/ws?rate=0', after: 5000 })
  await expect.poll(async () => (await pageOf('limit=1')).newest).toBe(5000)
  expect((await pageOf('after=5000')).events).toEqual([])
  expect(client.events).toEqual([])
})

test('who begins far ahead is told so, and moves the log for nobody', async () => {
  const { newest } = await pageOf('limit=1')
  for (const after of [newest + 100_001, Number.MAX_SAFE_INTEGER]) {
    const client = await StreamClient.open(url, { path: '/ws', after })
    expect((await client.closed).code).toBe(4400)
  }
  expect((await pageOf('limit=1')).newest).toBe(newest)
})
