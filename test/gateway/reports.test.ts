import { expect, it, onTestFinished } from 'vitest'
import { EventLog } from '../../src/events/event-log.ts'
import { Reports } from '../../src/gateway/reports.ts'
import { createLogRecord } from '../support/channel-context.ts'
import { openTestStore } from '../support/stores.ts'
import { outage, troubled } from '../support/troubled-store.ts'

async function withOutage() {
  const { hook, begin } = outage()
  const store = troubled(await openTestStore(), { beforeWrite: hook })
  const { log } = createLogRecord()
  const events = await EventLog.open(store, log)
  onTestFinished(() => events[Symbol.asyncDispose]())
  const told = async () => (await events.list({ limit: 10 })).events.map(({ payload }) => payload)
  return { reports: new Reports(store, log), told, begin }
}

it('tells of each change in order, also of what changed while the store was away', async () => {
  const { reports, told, begin } = await withOutage()

  begin(1)
  reports.channel('telegram', { status: 'connecting' })
  reports.channel('telegram', { status: 'error', reason: 'Telegram refused the bot token.' })
  reports.configuration('x'.repeat(5_000))
  await expect.poll(told, { timeout: 10_000 }).toEqual([
    { channel: 'telegram', status: 'connecting' },
    { channel: 'telegram', status: 'error', reason: 'Telegram refused the bot token.' },
    {
      code: 'INTERNAL_ERROR',
      source: 'channel',
      channel: 'telegram',
      message: 'Telegram refused the bot token.',
    },
    { code: 'INTERNAL_ERROR', source: 'config', message: 'x'.repeat(4_000) },
  ])
})

it('gives up at once what the store will never take, and goes on', async () => {
  const store = await openTestStore()
  const { log, lines } = createLogRecord()
  const events = await EventLog.open(store, log)
  onTestFinished(() => events[Symbol.asyncDispose]())
  const reports = new Reports(store, log)
  reports.channel('Not A Name', { status: 'connecting' })
  reports.channel('telegram', { status: 'connected' })
  await expect
    .poll(async () => (await events.list({ limit: 10 })).events)
    .toMatchObject([{ type: 'channel:status', payload: { channel: 'telegram' } }])
  expect(lines.join('')).toContain('could not be stored')
})

it('makes up for the record of a call that the store could not take, so that the call itself does not fail', async () => {
  const { reports, told, begin } = await withOutage()
  const call = { caller: 'gateway', outcome: 'ok', durationMs: 1 } as const

  await reports.invocation({ tool: 'read', ...call })
  expect(await told()).toEqual([{ tool: 'read', ...call }])
  begin(2)
  await reports.invocation({ tool: 'write', ...call })
  await expect.poll(told, { timeout: 10_000 }).toHaveLength(2)
  expect((await told())[1]).toEqual({ tool: 'write', ...call })
  await expect(reports.invocation({ tool: 'not a name', ...call })).rejects.toThrow()
})
