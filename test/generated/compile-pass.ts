// What test/generated/compile-fail/ gets wrong one mistake at a time, without the mistakes.
import { eventValidators, type EventPayload } from '../../src/generated/events.ts'
import { accepted, created, type Handlers, noContent, ok } from '../../src/handlers/handler.ts'

export const handlers = {
  getHealth: async ({ gateway }) => {
    const health = await gateway.health()
    return health.status === 'ok' ? ok(health) : { status: 503, body: health }
  },
  getStatus: async ({ gateway }) => ok(await gateway.status()),
  listSessions: async ({ query, gateway }) => {
    if (query.userId !== undefined) await gateway.sessions.get(query.userId)
    return ok(await gateway.sessions.list(query))
  },
  getSession: async ({ path, gateway }) => ok(await gateway.sessions.get(path.id)),
  deleteSession: async ({ path, gateway }) => (await gateway.sessions.delete(path.id), noContent()),
  sendMessage: async ({ body, headers, caller, gateway }) => {
    const idempotencyKey = headers['Idempotency-Key']
    const sent = await gateway.messages.send(body, { caller, idempotencyKey })
    return accepted(sent.message, {
      Location: `/api/messages/${sent.message.id}`,
      ...(sent.replayed && { 'Idempotent-Replayed': 'true' }),
    })
  },
  listChannels: async ({ gateway }) => {
    const channels = await gateway.channels.list()
    return ok({ channels: channels.map((channel) => ({ ...channel, status: 'connected' })) })
  },
  listTools: ({ caller, gateway }) => ok({ tools: gateway.tools.list(caller) }),
  createCronJob: async ({ body, caller, gateway }) => {
    const job = await gateway.cron.create(body, caller)
    return created(job, { Location: `/api/cron/${job.id}` })
  },
} satisfies Partial<Handlers>

export const payload: EventPayload<'session:created'> = {
  id: 'session-123',
  channel: 'telegram',
  userId: 'user-456',
  messageCount: 1,
  lastActivity: '2026-02-14T12:00:00Z',
}

export const sessionOf = (event: unknown): string | undefined =>
  eventValidators['message:sent'](event) ? event.payload.sessionId : undefined
