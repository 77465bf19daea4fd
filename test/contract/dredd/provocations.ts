import type { OperationId } from '../../../src/generated/operations.ts'
import { requests, type Wanted, webhook } from './requests.ts'
import type { Transaction } from './transactions.ts'
import { awayTool, spentAddress, spentToken, type World } from './world.ts'

/** A request as it goes out, to get one documented answer. */
export interface Provocation {
  server: 'real' | 'full' | 'broken' | 'troubled'
  path: string
  headers: Record<string, string>
  body: string
}

interface Who {
  token: string | undefined
  address: string
}

/** Makes the state for one transaction. @returns the request that gets this answer */
export async function provoke(transaction: Transaction, world: World): Promise<Provocation> {
  const { operation, status } = transaction
  const who = asker(transaction, world)
  const token = who.token ?? world.client()
  const good = await requests[operation.id]({ world, token, answer: transaction })
  const wanted = { ...good, ...(await twists[status]?.(good, { operation, world, token })) }
  const { server = 'real', path, headers = {}, body = '' } = wanted
  if (status === 429) await world.spend(operation.limit, who.token)
  return {
    server,
    path,
    headers: {
      'X-Forwarded-For': who.address,
      ...(who.token === undefined ? {} : { Authorization: `Bearer ${who.token}` }),
      ...headers,
    },
    body,
  }
}

function asker({ operation: { id, security, scopes }, status }: Transaction, world: World): Who {
  const isBearer = security === 'bearerAuth'
  if (status === 429) return { token: isBearer ? spentToken : undefined, address: spentAddress }
  const address = world.address()
  if (!isBearer) return { token: undefined, address }
  const [scope] = scopes
  if (status === 401) return { token: id.length % 2 === 0 ? undefined : 'wrong', address }
  return { token: status === 403 ? world.tokenWithout(scope) : world.client(), address }
}

interface Twisting {
  operation: Transaction['operation']
  world: World
  token: string
}

type Twist = (good: Wanted, twisting: Twisting) => Partial<Wanted> | Promise<Partial<Wanted>>

const tooLong = 'a'.repeat(81)
const past = (path: string, query: string): Wanted => ({ path: `${path}?${query}` })
const body = (value: unknown): Partial<Wanted> => ({ body: JSON.stringify(value) })

/** How a request that succeeds becomes one that breaks a rule of this very operation. */
const invalid: Record<OperationId, Twist> = {
  getHealth: ({ path }) => past(path, 'verbose=1'),
  getStatus: ({ path }) => past(path, 'channel=support'),
  listSessions: () => ({ path: '/api/sessions?limit=0' }),
  getSession: () => ({ path: '/api/sessions/session%20one' }),
  deleteSession: () => ({ path: `/api/sessions/${tooLong}` }),
  listSessionMessages: ({ path }) => ({ path: path.replace('limit=1', 'cursor=%21') }),
  sendMessage: () => body({ channel: 'support', userId: 'user-1' }),
  getMessage: () => ({ path: `/api/messages/${tooLong}` }),
  listChannels: ({ path }) => past(path, 'type=webhook'),
  listTools: ({ path }) => past(path, 'enabled=true'),
  invokeTool: () => body({ params: { path: 42 } }),
  listCronJobs: ({ path }) => past(path, 'limit=1'),
  createCronJob: ({ body: text = '' }) => body({ ...parse(text), schedule: { cron: 'never' } }),
  updateCronJob: () => body({}),
  deleteCronJob: () => ({ path: '/api/cron/%E0%A4%A' }),
  runCronJob: () => ({ path: '/api/cron/job%2Fone/run' }),
  listCronRuns: ({ path }) => past(path, 'limit=201'),
  getConfig: ({ path }) => past(path, 'key=port'),
  updateConfig: () => body({ logging: { level: 'loud' }, delivery: { retryDelays: [-1] } }),
  listEvents: () => ({ path: '/api/events?types=message:received,message:lost' }),
  receiveWebhook: (_good, { world }) => webhook(world, { userId: '', message: 'Hi', more: true }),
  getChat: ({ path }) => past(path, 'room=1'),
  getOpenApiJson: ({ path }) => past(path, 'version=1'),
  getOpenApiYaml: ({ path }) => past(path, 'version=1'),
  getAsyncApiJson: ({ path }) => past(path, 'version=1'),
  getAsyncApiYaml: ({ path }) => past(path, 'version=1'),
  getDocs: ({ path }) => past(path, 'page=1'),
  getDocsFile: () => ({ path: '/docs/.hidden' }),
}

/** How it becomes one for a thing that there is not. */
const missing: Partial<Record<OperationId, Twist>> = {
  getSession: () => ({ path: '/api/sessions/session-none' }),
  deleteSession: () => ({ path: '/api/sessions/session-none' }),
  listSessionMessages: () => ({ path: '/api/sessions/session-none/messages' }),
  getMessage: () => ({ path: '/api/messages/message-none' }),
  invokeTool: () => ({ path: '/api/tools/none/invoke' }),
  updateCronJob: () => ({ path: '/api/cron/job-none' }),
  deleteCronJob: () => ({ path: '/api/cron/job-none' }),
  runCronJob: () => ({ path: '/api/cron/job-none/run' }),
  listCronRuns: () => ({ path: '/api/cron/job-none/runs' }),
  receiveWebhook: (_good, { world }) => webhook(world, { userId: 'user-1', message: 'Hi' }, 'none'),
  getChat: () => ({ server: 'full' }),
  getDocsFile: () => ({ path: '/docs/nothing.html' }),
}

/** How it becomes one that clashes with what is there. */
const clashing: Partial<Record<OperationId, Twist>> = {
  sendMessage: ({ body: text = '' }) => body({ ...parse(text), message: 'Something else' }),
  createCronJob: () => ({ server: 'full' }),
  updateCronJob: () => ({ path: '/api/cron/job-fixed' }),
  deleteCronJob: () => ({ path: '/api/cron/job-fixed' }),
  runCronJob: async (_good, { world }) => ({ path: `/api/cron/${await world.busyJob()}/run` }),
  updateConfig: () => ({ headers: { 'If-Match': '"0000000000000000"' } }),
}

const twists: Partial<Record<number, Twist>> = {
  400: (good, twisting) => invalid[twisting.operation.id](good, twisting),
  401: (good, { operation, world }) =>
    operation.security === 'webhookSignature'
      ? { headers: { ...good.headers, ...world.sign('something else') } }
      : {},
  403: (_good, { operation, world }) =>
    operation.id === 'receiveWebhook'
      ? webhook(world, { userId: 'user-stranger', message: 'Hi' }, 'members')
      : {},
  404: (good, twisting) => missing[twisting.operation.id]?.(good, twisting) ?? {},
  409: (good, twisting) => clashing[twisting.operation.id]?.(good, twisting) ?? {},
  413: () => body({ message: 'a'.repeat(1_048_577) }),
  415: ({ headers }) => ({ headers: { ...headers, 'Content-Type': 'text/plain' } }),
  500: () => ({ server: 'broken' }),
  503: (_good, { operation: { id } }) =>
    // A tool that has done its work is not told as failed because its record has to wait for the store.
    id === 'invokeTool'
      ? { path: `/api/tools/${awayTool}/invoke`, ...body({ params: {} }) }
      : { server: 'troubled' },
}

const parse = (text: string): object => JSON.parse(text) as object
