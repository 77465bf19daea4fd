import { readdir } from 'node:fs/promises'
import type { OperationId } from '../../../src/generated/operations.ts'
import type { Servers } from './servers.ts'
import type { Transaction } from './transactions.ts'
import { readAction, readParams, type World } from './world.ts'

/** What is to be sent instead of the contract's example. */
export interface Wanted {
  path: string
  headers?: Record<string, string>
  body?: string
  server?: keyof Servers
}

export interface Asking {
  world: World
  /** Whose state it is, where that matters. */
  token: string
  /** What answer it is for. */
  answer: Pick<Transaction, 'status' | 'type'>
}

const json = (body: unknown): string => JSON.stringify(body)
const at = (path: string) => (): Wanted => ({ path })

/** For each operation a request that succeeds, with the state that it needs. */
export const requests: Record<OperationId, (asking: Asking) => Promise<Wanted> | Wanted> = {
  getHealth: at('/health'),
  getStatus: at('/api/status'),
  listSessions: at('/api/sessions?channel=support&limit=2'),
  getSession: ({ world }) => ({ path: `/api/sessions/${world.sessionId}` }),
  deleteSession: async ({ world }) => ({
    path: `/api/sessions/${(await world.hear(world.user())).sessionId}`,
  }),
  listSessionMessages: ({ world }) => ({
    path: `/api/sessions/${world.sessionId}/messages?limit=1`,
  }),
  sendMessage: async ({ world, token, answer }) => {
    const headers = { 'Idempotency-Key': world.user() }
    const message = { channel: 'support', userId: 'user-1', message: 'Hello' }
    // Sent before, so that the answer is a replay, or the key clashes.
    const isKnown = answer.status === 202 || answer.status === 409
    if (isKnown) await world.call('POST', '/api/messages', message, { token, headers })
    return { path: '/api/messages', headers, body: json(message) }
  },
  getMessage: ({ world }) => ({ path: `/api/messages/${world.messageId}` }),
  listChannels: at('/api/channels'),
  listTools: at('/api/tools'),
  invokeTool: () => ({ path: '/api/tools/read/invoke', body: json({ params: readParams }) }),
  listCronJobs: at('/api/cron'),
  createCronJob: () => ({
    path: '/api/cron',
    body: json({
      name: 'morning',
      schedule: { cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' },
      action: readAction,
    }),
  }),
  updateCronJob: ({ world }) => ({
    path: `/api/cron/${world.jobId}`,
    body: json({ name: 'daily' }),
  }),
  deleteCronJob: async ({ world }) => ({ path: `/api/cron/${await world.newJob()}` }),
  runCronJob: async ({ world }) => ({ path: `/api/cron/${await world.newJob()}/run` }),
  listCronRuns: ({ world }) => ({ path: `/api/cron/${world.jobId}/runs` }),
  getConfig: at('/api/config'),
  updateConfig: () => ({
    path: '/api/config',
    headers: { 'If-Match': '*' },
    body: json({ logging: { level: 'info' } }),
  }),
  listEvents: at('/api/events?after=0&limit=50'),
  receiveWebhook: ({ world }) => webhook(world, { userId: world.user(), message: 'Hello' }),
  getChat: at('/chat'),
  getOpenApiJson: at('/openapi.json'),
  getOpenApiYaml: at('/openapi.yaml'),
  getAsyncApiJson: at('/asyncapi.json'),
  getAsyncApiYaml: at('/asyncapi.yaml'),
  getDocs: at('/docs'),
  getDocsFile: async ({ answer: { status, type = '' } }) => ({
    path: `/docs/${status === 200 ? await docsFile(type) : 'index.html'}`,
  }),
}

export function webhook(world: World, message: unknown, channel = 'support'): Wanted {
  const body = json(message)
  return { path: `/hooks/${channel}`, headers: world.sign(body), body }
}

const extensions: Record<string, string> = {
  'text/html': '.html',
  'text/css': '.css',
  'text/javascript': '.js',
  'text/plain': '.txt',
  'image/svg+xml': '.svg',
  'application/yaml': '.yaml',
  'application/json': '.json',
}

/** One of the documentation that is of this type. */
async function docsFile(type: string): Promise<string> {
  const extension = extensions[type] ?? ''
  const names = await readdir(new URL('../../../site', import.meta.url)).catch(() => [])
  const found = names.find((name) => name.endsWith(extension))
  if (found !== undefined) return found
  throw new Error(`site/ has no file *${extension}; \`npm run docs\` writes it`)
}
