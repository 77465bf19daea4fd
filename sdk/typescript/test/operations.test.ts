import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OperationId, operations } from '../../../src/generated/operations.ts'
import { type OpenClaw, Page, type WithResponse } from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { clientOf, targets } from './support/house.ts'
import { webhookSecret } from './support/known.ts'
import { openPeer, type PeerOf, type Remote } from './support/peer.ts'
import { isPage } from './support/platform.ts'

/** Things that there are on the server. */
interface Given {
  session: string
  message: string
  job: string
}

interface Answered {
  withResponse(): Promise<WithResponse<unknown>>
}

const inbound = { userId: '42', message: 'Good morning' }
const action = { type: 'message', channel: 'support', userId: '42', message: 'Hello' } as const
const job = { schedule: { every: '1d' }, action } as const

/** Each operation as the SDK has it; those that delete come last. An operation without a case does not compile. */
const cases: Record<OperationId, (claw: OpenClaw, given: Given) => Answered> = {
  getHealth: (claw) => claw.health(),
  getStatus: (claw) => claw.status(),
  listSessions: (claw) => claw.sessions.list({ channel: 'support', limit: 10 }),
  getSession: (claw, { session }) => claw.sessions.get(session),
  listSessionMessages: (claw, { session }) => claw.sessions.messages(session, { limit: 10 }),
  sendMessage: (claw) => claw.messages.send({ channel: 'support', userId: '42', message: 'Hello' }),
  getMessage: (claw, { message }) => claw.messages.get(message),
  listChannels: (claw) => claw.channels.list(),
  listTools: (claw) => claw.tools.list(),
  invokeTool: (claw) => claw.tools.invoke('list', { params: {} }),
  listCronJobs: (claw) => claw.cron.list(),
  createCronJob: (claw) => claw.cron.create({ ...job, name: 'another' }),
  updateCronJob: (claw, { job: id }) => claw.cron.update(id, { enabled: false }),
  runCronJob: (claw, { job: id }) => claw.cron.run(id),
  listCronRuns: (claw, { job: id }) => claw.cron.runs(id, { limit: 10 }),
  getConfig: (claw) => claw.config.get(),
  updateConfig: (claw) => claw.config.update({ rateLimits: { enabled: false } }),
  listEvents: (claw) =>
    claw.listEvents({ after: 0, types: ['message:received', 'session:created'] }),
  receiveWebhook: (claw) => claw.webhooks.receive('support', inbound, { secret: webhookSecret }),
  getChat: (claw) => claw.chat.page(),
  getOpenApiJson: (claw) => claw.docs.openapiJson(),
  getOpenApiYaml: (claw) => claw.docs.openapiYaml(),
  getAsyncApiJson: (claw) => claw.docs.asyncapiJson(),
  getAsyncApiYaml: (claw) => claw.docs.asyncapiYaml(),
  getDocs: (claw) => claw.docs.page(),
  getDocsFile: (claw) => claw.docs.file('openapi.yaml'),
  deleteSession: (claw, { session }) => claw.sessions.delete(session),
  deleteCronJob: (claw, { job: id }) => claw.cron.delete(id),
}

/** What the pages of another origin are not shown, for which it does nothing. */
const unseen = isPage ? ['header Content-Security-Policy is missing'] : []

describe.each(targets)('on %s', (_name, open) => {
  const sent: Request[] = []
  const texts: string[] = []
  let house: Peer
  let judge: Remote<PeerOf<'judge'>>
  let claw: OpenClaw
  let given: Given

  beforeAll(async () => {
    ;[house, judge] = await Promise.all([open(), openPeer('judge')])
    claw = clientOf(house.url, {
      fetch: async (request) => {
        sent.push(request)
        const response = await fetch(request)
        texts.push(await response.clone().text())
        return response
      },
    })
    const message = await claw.webhooks.receive('support', inbound, { secret: webhookSecret })
    const { id } = await claw.cron.create({ ...job, name: 'daily' })
    given = { session: message.sessionId, message: message.id, job: id }
  })
  afterAll(() => Promise.all([house, judge].map((peer) => peer[Symbol.asyncDispose]())))

  it.each(Object.entries(cases) as [OperationId, (typeof cases)[OperationId]][])(
    '%s is answered as the contract says',
    async (id, call) => {
      const before = sent.length
      const { data, response, requestId } = await call(claw, given).withResponse()
      expect(sent).toHaveLength(before + 1)
      const { method, url } = sent.at(-1) ?? {}
      expect(method).toBe(operations[id].method.toUpperCase())
      expect(new URL(url ?? '').pathname).toMatch(patternOf(operations[id].path))
      const body = texts.at(-1) ?? ''
      const { status, headers } = response
      expect(status).toBe(operations[id].success)
      const faults = await judge.faultsOf(id, { status, headers: [...headers], body })
      expect(faults.filter((fault) => !unseen.includes(fault))).toEqual([])
      expect(requestId).toBe(headers.get('x-request-id'))
      expect(requestId).toMatch(/\w/)
      const plain = data instanceof Page ? (data as Page<unknown, unknown>).body : data
      if (typeof plain === 'string') expect(plain).toBe(body)
      else expect(plain).toEqual(body === '' ? undefined : JSON.parse(body))
    },
  )
})

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
