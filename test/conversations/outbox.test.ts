import { beforeEach, describe, expect, it } from 'vitest'
import type { Outbox } from '../../src/conversations/outbox.ts'
import type { GatewayError } from '../../src/kernel/errors.ts'
import { storeKinds } from '../support/stores.ts'
import { openPostOffice, type PostOffice, ScriptedChannel } from './set-up.ts'

const request = { channel: 'chat', userId: 'user-1', message: 'Hello' }
const withKey = (idempotencyKey: string, caller = 'dashboard') => ({ caller, idempotencyKey })

const issuesOf = async (sending: Promise<unknown>): Promise<unknown> => {
  const error = await sending.catch((reason: unknown) => reason)
  return { kind: (error as GatewayError).kind, ...(error as GatewayError).details }
}

describe.each(storeKinds)('the outbox in %s', (kind) => {
  let office: PostOffice
  let outbox: Outbox

  beforeEach(async () => {
    office = await openPostOffice({ chat: new ScriptedChannel() }, { kind, start: false })
    outbox = office.outbox
  })

  const queued = () =>
    office.store.read(async (tables) => {
      const sessions = await tables.sessions.list({ limit: 100 })
      const pages = sessions.map(({ id }) => tables.messages.list({ sessionId: id, limit: 100 }))
      return (await Promise.all(pages)).flat()
    })

  it('takes a message with its session and, when that is new, the event of it', async () => {
    const { message, replayed } = await outbox.send(request, { caller: 'dashboard' })
    expect(replayed).toBe(false)
    expect(message).toMatchObject({ ...request, direction: 'outbound', status: 'queued' })
    expect(await outbox.get(message.id)).toEqual({ ...message, attempts: [] })
    await outbox.send({ ...request, message: 'Hello again' }, { caller: 'dashboard' })
    expect(await office.events()).toMatchObject([
      {
        type: 'session:created',
        payload: { id: message.sessionId, channel: 'chat', userId: 'user-1', messageCount: 1 },
      },
    ])
    const counts = await office.store.read((tables) => tables.sessions.list({ limit: 1 }))
    expect(counts).toMatchObject([{ id: message.sessionId, messageCount: 2 }])
  })

  it('refuses a channel that is not configured, naming the field', async () => {
    const sending = outbox.send({ ...request, channel: 'fax' }, { caller: 'dashboard' })
    expect(await issuesOf(sending)).toMatchObject({
      kind: 'invalid',
      issues: [{ field: 'body.channel', rule: 'configured' }],
    })
    expect(await queued()).toEqual([])
  })

  it('does not know a message that is not there', async () => {
    await expect(outbox.get('message-0')).rejects.toMatchObject({ kind: 'notFound' })
  })

  it('gives the first answer again to the same key and body', async () => {
    const first = await outbox.send(request, withKey('key-1'))
    const { channel, userId, message } = request
    const again = await outbox.send({ message, userId, channel }, withKey('key-1'))
    expect(again).toEqual({ message: first.message, replayed: true })
    expect(await queued()).toHaveLength(1)
  })

  it('takes 50 parallel requests with one key for one message', async () => {
    const sending = Array.from({ length: 50 }, () => outbox.send(request, withKey('key-1')))
    const answers = await Promise.all(sending)
    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(await queued()).toHaveLength(1)
  })

  it('refuses the same key with another body', async () => {
    await outbox.send(request, withKey('key-1'))
    const sending = outbox.send({ ...request, message: 'Something else' }, withKey('key-1'))
    expect(await issuesOf(sending)).toMatchObject({
      kind: 'conflict',
      issues: [{ field: 'header.idempotency-key', rule: 'idempotency' }],
    })
    expect(await queued()).toHaveLength(1)
  })

  it('keeps the keys of different callers apart', async () => {
    const first = await outbox.send(request, withKey('key-1', 'dashboard'))
    const second = await outbox.send(request, withKey('key-1', 'bot'))
    expect(second.replayed).toBe(false)
    expect(second.message.id).not.toBe(first.message.id)
  })
})
