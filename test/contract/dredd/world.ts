import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allScopes, type operations } from '../../../src/generated/operations.ts'
import type {
  CronJob,
  CronRunPage,
  Message,
  Scope,
  ToolList,
} from '../../../src/generated/types.ts'
import { newUlid } from '../../../src/kernel/ids.ts'
import { namedToken } from '../../support/http.ts'
import { until } from '../../support/until.ts'
import { WebhookReceiver } from '../../support/webhook-receiver.ts'
import { HttpMcpServer } from '../../tools/mcp/http-server.ts'
import { type Servers, startServers } from './servers.ts'

type Limit = (typeof operations)[keyof typeof operations]['limit']

/** Many, so that none uses up its budget in a minute of several runs. */
const clients = Array.from({ length: 30 }, (_, n) => `client-${n}`)
const without = (scope: Scope): string => `without-${scope.replace(':', '-')}`

/** What has no budget any more, once it was spent. */
export const spentToken = 'spent'
export const spentAddress = '203.0.113.7'
/** Of an MCP server that is not there any more. */
export const awayTool = 'away.helper'
/** The only user that the channel `members` hears. */
export const member = 'user-member'

const configOf = ({ url }: WebhookReceiver, mcp: HttpMcpServer) => {
  const channel = { type: 'webhook', url, secret: WebhookReceiver.secret, maxPerMinute: 10_000 }
  return {
    // Tests come from addresses of their own, each with its own budget.
    http: { trustProxy: true },
    auth: {
      tokens: [
        ...[...clients, spentToken].map((name) => namedToken(name, name, [...allScopes])),
        ...allScopes.map((scope) => {
          const others = allScopes.filter((other) => other !== scope)
          return namedToken(without(scope), without(scope), others)
        }),
      ],
    },
    channels: { support: channel, members: { ...channel, allow: [member] } },
    tools: {
      exec: { commands: ['sleep'] },
      mcpServers: { away: mcp.config() },
    },
    cron: { jobs: { fixed: { schedule: { every: '1d' }, action: readAction } } },
  }
}

const file = 'hello.txt'
export const readParams = { path: file }
export const readAction = { type: 'tool', tool: 'read', params: readParams }
const dayJob = { schedule: { every: '1d' }, action: readAction }

/** The servers, with all that transactions ask for in them. */
export class World implements AsyncDisposable {
  readonly servers: Servers
  /** A conversation with messages in both directions, one of them delivered. */
  sessionId = ''
  messageId = ''
  /** Has run. */
  jobId = ''
  readonly #receiver: WebhookReceiver
  readonly #resources: AsyncDisposableStack
  #counter = 0

  private constructor(
    servers: Servers,
    receiver: WebhookReceiver,
    resources: AsyncDisposableStack,
  ) {
    this.servers = servers
    this.#receiver = receiver
    this.#resources = resources
  }

  static async open(): Promise<World> {
    await using opened = new AsyncDisposableStack()
    const receiver = opened.use(await WebhookReceiver.start())
    const mcp = new HttpMcpServer({ answers: { helper: () => undefined } })
    await mcp.listen(0)
    opened.defer(() => {
      mcp.drop()
    })
    const servers = await startServers(opened, configOf(receiver, mcp))
    const folder = await mkdtemp(join(tmpdir(), 'openclaw-test-'))
    opened.defer(() => rm(folder, { recursive: true, force: true }))
    const world = new World(servers, receiver, opened.move())
    await world.#fill()
    // It waits for a restart, which the configuration's answers tell in a header: Dredd expects it there.
    await world.call('PATCH', '/api/config', { tools: { workspace: folder } })
    await world.#lose(mcp)
    return world
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync()
  }

  /** One after the other, so that the budgets last. */
  client(): string {
    return clients[this.#next() % clients.length] ?? ''
  }

  /** An address that nobody has used. */
  address(): string {
    const n = this.#next()
    return `198.51.${Math.floor(n / 250) % 250}.${n % 250}`
  }

  /** A name that nobody has used. */
  user(): string {
    return `user-${this.#next()}`
  }

  tokenWithout(scope: Scope): string {
    return without(scope)
  }

  sign(body: string): Record<string, string> {
    return this.#receiver.sign(newUlid(), body)
  }

  /** Has a user of the channel `support` write. */
  async hear(userId: string): Promise<Message> {
    const body = JSON.stringify({ userId, message: 'Is anybody there?' })
    const headers = { 'content-type': 'application/json', ...this.sign(body) }
    return this.#ask('POST', '/hooks/support', { body, headers })
  }

  /** Asks the real server for what must succeed. */
  async call<T>(
    method: string,
    path: string,
    json?: unknown,
    { token = this.client(), headers = {} }: As = {},
  ): Promise<T> {
    return this.#ask(method, path, {
      headers: { authorization: `Bearer ${token}`, ...jsonType, ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
  }

  async newJob(): Promise<string> {
    return (await this.call<CronJob>('POST', '/api/cron', { name: 'daily', ...dayJob })).id
  }

  /** @returns the id of a job of which a run goes on, until the server ends it */
  async busyJob(): Promise<string> {
    const params = { command: 'sleep', args: ['600'] }
    const action = { type: 'tool', tool: 'exec', params }
    const { id } = await this.call<CronJob>('POST', '/api/cron', {
      ...dayJob,
      name: 'busy',
      action,
    })
    await this.call('POST', `/api/cron/${id}/run`)
    return id
  }

  /** Uses up the budget of a token, or of an address where none is given; nothing is left when it resolves. */
  async spend({ bucket, limit }: Limit, token: string | undefined): Promise<void> {
    const [method, path] = cheap[bucket]
    const headers: Record<string, string> =
      token === undefined
        ? { 'x-forwarded-for': spentAddress }
        : { authorization: `Bearer ${token}` }
    const url = this.servers.real + (token === undefined ? '/health' : path)
    const ask = async (): Promise<Response> => {
      const response = await fetch(url, { method: token === undefined ? 'GET' : method, headers })
      await response.arrayBuffer()
      return response
    }
    const isSpent = async (): Promise<boolean> => {
      const { status, headers: answered } = await ask()
      // In its last seconds it may be full again before the transaction comes.
      return status === 429 && Number(answered.get('ratelimit-reset')) > 3
    }
    await until(async () => {
      if (await isSpent()) return
      await Promise.all(Array.from({ length: limit }, ask))
      if (!(await isSpent())) throw new Error(`The budget ${bucket} is still not used up.`)
    })
  }

  async #fill(): Promise<void> {
    await this.call('POST', '/api/tools/write/invoke', {
      params: { path: file, content: 'Hello\n' },
    })
    const { sessionId, channel, userId } = await this.hear(this.user())
    const sent = await this.call<Message>('POST', '/api/messages', {
      channel,
      userId,
      message: 'We are here.',
    })
    this.sessionId = sessionId
    this.messageId = sent.id
    await this.#has<Message>(`/api/messages/${sent.id}`, ({ status }) => status === 'sent')
    this.jobId = await this.newJob()
    await this.call('POST', `/api/cron/${this.jobId}/run`)
    const runs = `/api/cron/${this.jobId}/runs`
    await this.#has<CronRunPage>(runs, ({ runs: [run] }) => run?.outcome === 'ok')
  }

  /** Has the server of `awayTool` go away, once the gateway knows what it offers. */
  async #lose(mcp: HttpMcpServer): Promise<void> {
    await this.#has<ToolList>('/api/tools', ({ tools }) =>
      tools.some(({ name, available }) => name === awayTool && available),
    )
    mcp.drop()
    const invoke = `/api/tools/${awayTool}/invoke`
    await this.call('POST', invoke, { params: {} }).catch(() => undefined)
    await this.#has<ToolList>('/api/tools', ({ tools }) =>
      tools.some(({ name, available }) => name === awayTool && !available),
    )
  }

  async #has<T>(path: string, holds: (document: T) => boolean): Promise<T> {
    return until(async () => {
      const document = await this.call<T>('GET', path)
      if (holds(document)) return document
      throw new Error(`${path} is still ${JSON.stringify(document)}`)
    })
  }

  async #ask<T>(method: string, path: string, { headers, body }: Asked): Promise<T> {
    const response = await fetch(this.servers.real + path, {
      method,
      headers: { 'x-forwarded-for': this.address(), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  #next(): number {
    this.#counter += 1
    return this.#counter
  }
}

interface As {
  token?: string
  headers?: Record<string, string>
}

interface Asked {
  headers: Record<string, string>
  body?: string
}

const jsonType = { 'content-type': 'application/json' }

/** What draws on a budget and does nothing. */
const cheap = {
  other: ['GET', '/api/status'],
  messages: ['POST', '/api/messages'],
  toolCalls: ['POST', '/api/tools/none/invoke'],
} satisfies Record<Limit['bucket'], [string, string]>
