import { Webhook } from 'standardwebhooks'
import { afterAll, expect, test } from 'vitest'
import { type OperationId, operations } from '../../src/generated/operations.ts'
import type { CronJob, Message } from '../../src/generated/types.ts'
import { Judge } from '../contract/judge.ts'
import { webhookSecret } from '../support/config.ts'
import { count } from '../support/counts.ts'
import type { Answer } from '../support/http.ts'
import { ask, type Pair, type Request, shapeOf, startPair } from './pair.ts'

const pair: Pair = await startPair()
afterAll(() => pair[Symbol.asyncDispose]())
const judge = await Judge.open()
const compared = new Set<OperationId>()

const json = { 'content-type': 'application/json' }

/** A right request to both: answers of the same shape, both as the contract has them. @returns what the server answered */
async function same(id: OperationId, request: Omit<Request, 'method'>): Promise<Answer> {
  const { method } = operations[id]
  const { body } = request
  const whole = {
    ...request,
    method: method.toUpperCase(),
    headers: { ...(body === undefined ? {} : json), ...request.headers },
  }
  const real = await ask(pair.server, whole)
  // The pages are there only where they were built: the mock is asked for what the server has.
  const prefer = id === 'getDocsFile' ? { prefer: `code=${real.status}` } : {}
  const mocked = await ask(pair.mock, { ...whole, headers: { ...whole.headers, ...prefer } })
  expect({ id, ...shapeOf(mocked) }).toEqual({ id, ...shapeOf(real) })
  expect(judge.faultsOf(id, mocked)).toEqual([])
  if (id !== 'getDocsFile') expect(real.status).toBe(operations[id].success)
  compared.add(id)
  await count('mock answers compared with the server', 1)
  return real
}

const idOf = ({ body }: Answer): string => (JSON.parse(body) as { id: string }).id

test('the system, the documents and the web chat', async () => {
  for (const id of ['getHealth', 'getChat', 'getDocs'] as const) {
    await same(id, { path: operations[id].path, token: null })
  }
  for (const id of ['getStatus', 'listChannels', 'listTools', 'getConfig'] as const) {
    await same(id, { path: operations[id].path })
  }
  for (const id of [
    'getOpenApiJson',
    'getOpenApiYaml',
    'getAsyncApiJson',
    'getAsyncApiYaml',
  ] as const) {
    await same(id, { path: operations[id].path, token: null })
  }
  await same('getDocsFile', { path: '/docs/index.html', token: null })
})

test('a conversation', async () => {
  const body = JSON.stringify({ userId: 'user-1', message: 'Hello' })
  const time = new Date()
  const received = await same('receiveWebhook', {
    path: '/hooks/support',
    token: null,
    body,
    headers: {
      'webhook-id': 'one',
      'webhook-timestamp': String(Math.floor(time.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecret).sign('one', time, body),
    },
  })
  const { sessionId } = JSON.parse(received.body) as Message
  await same('listSessions', { path: '/api/sessions?limit=5&channel=support' })
  await same('getSession', { path: `/api/sessions/${sessionId}` })
  await same('listSessionMessages', { path: `/api/sessions/${sessionId}/messages` })
  const message = JSON.stringify({ channel: 'support', userId: 'user-1', message: 'Hi' })
  const key = { 'idempotency-key': 'first' }
  const sent = await same('sendMessage', { path: '/api/messages', body: message, headers: key })
  const again = await same('sendMessage', { path: '/api/messages', body: message, headers: key })
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  await same('getMessage', { path: `/api/messages/${idOf(sent)}` })
  await same('listEvents', { path: '/api/events?types=message:received,session:created&limit=2' })
  await same('deleteSession', { path: `/api/sessions/${sessionId}` })
})

test('a job, a tool call and a change of the configuration', async () => {
  const job = {
    name: 'greeting',
    schedule: { cron: '0 7 * * *', timezone: 'UTC' },
    action: { type: 'tool', tool: 'list', params: { path: '.' } },
  }
  const made = await same('createCronJob', { path: '/api/cron', body: JSON.stringify(job) })
  const { id } = JSON.parse(made.body) as CronJob
  await same('listCronJobs', { path: '/api/cron' })
  await same('updateCronJob', { path: `/api/cron/${id}`, body: '{"enabled":false}' })
  await same('runCronJob', { path: `/api/cron/${id}/run` })
  await same('listCronRuns', { path: `/api/cron/${id}/runs` })
  await same('deleteCronJob', { path: `/api/cron/${id}` })
  const call = JSON.stringify({ params: { path: '.' } })
  await same('invokeTool', { path: '/api/tools/list/invoke', body: call })
  await same('updateConfig', { path: '/api/config', body: '{"logging":{"level":"info"}}' })
  const headers = { 'content-type': 'application/merge-patch+json' }
  await same('updateConfig', {
    path: '/api/config',
    body: '{"rateLimits":{"enabled":true}}',
    headers,
  })
})

test('are all operations of the contract', () => {
  expect([...compared].sort()).toEqual(Object.keys(operations).sort())
})

test('HEAD, OPTIONS and a preflight are answered alike, on every path', async () => {
  const paths = new Set(
    Object.values(operations).map(({ path }) => path.replaceAll(/\{\w+\}/g, 'none')),
  )
  const preflight = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' }
  for (const path of paths) {
    for (const headers of [{}, preflight]) {
      const request = { path, method: 'OPTIONS', headers, token: null }
      const answers = [await ask(pair.server, request), await ask(pair.mock, request)]
      const [real, mocked] = answers.map((answer) => ({
        ...shapeOf(answer),
        origin: answer.headers.get('access-control-allow-origin'),
      }))
      expect({ path, ...mocked }).toEqual({ path, ...real })
    }
  }
  for (const path of ['/health', '/api/status', '/api/tools', '/openapi.yaml', '/chat']) {
    const request = { path, method: 'HEAD' }
    const mocked = await ask(pair.mock, request)
    expect(shapeOf(mocked)).toEqual(shapeOf(await ask(pair.server, request)))
    expect(mocked.body).toBe('')
  }
})

test('each request has an id of its own, and the budgets are counted, never used up', async () => {
  const answers: Answer[] = []
  for (let sent = 0; sent < 230; sent += 1) {
    answers.push(await ask(pair.mock, { path: '/api/tools' }))
  }
  expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(230)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const last = answers.at(-1)?.headers
  expect(last?.get('ratelimit-limit')).toBe('200')
  expect(last?.get('ratelimit-remaining')).toBe('0')
  expect(last?.has('retry-after')).toBe(false)
})
