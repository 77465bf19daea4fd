import { expect, test } from 'vitest'
import type { Event } from '../../src/generated/types.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { openTestStore } from '../support/stores.ts'
import { troubled } from '../support/troubled-store.ts'
import { eachMinute, eventsOf, jobInput, runsOf, setUp, setUpAt } from './set-up.ts'

const minute = 60_000

/** Each as its type, its run and how that was. */
const inShort = (events: Event[]) =>
  events.map(({ type, payload }) => {
    if (type === 'error') return `error ${payload.runId ?? ''} ${payload.message}`
    return 'trigger' in payload ? `${type} ${payload.id} ${payload.outcome}` : type
  })

test('A run is told when it begins and when it ends, as its record has it, but for the result', async () => {
  const { cron, clock, store } = await setUpAt('2027-05-03T09:00:30Z')
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: eachMinute }))
  await clock.advance(minute)
  const [run] = await runsOf(cron, id)
  expect(run).toMatchObject({ outcome: 'ok', result: 'ok' })
  const { id: runId, startedAt, finishedAt } = run ?? {}
  const begun = {
    ...{ id: runId, jobId: id, trigger: 'schedule', startedAt },
    scheduledFor: '2027-05-03T09:01:00.000Z',
  }
  expect((await eventsOf(store)).map(({ type, payload }) => ({ type, payload }))).toEqual([
    { type: 'cron:started', payload: { ...begun, outcome: 'running' } },
    { type: 'cron:finished', payload: { ...begun, outcome: 'ok', finishedAt } },
  ])
})

test('A failure is told as an error too', async () => {
  const { cron, store, performances } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  const run = await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
  performances[0]?.reject(new GatewayError('invalid', 'No.'))
  await expect.poll(async () => (await eventsOf(store)).length).toBe(3)
  const events = await eventsOf(store)
  expect(inShort(events)).toEqual([
    `cron:started ${run.id} running`,
    `cron:finished ${run.id} failed`,
    `error ${run.id} No.`,
  ])
  expect(events[2]?.payload).toEqual({
    code: 'INTERNAL_ERROR',
    message: 'No.',
    source: 'cron',
    jobId: id,
    runId: run.id,
  })
})

test('Of many runs, each begins before it ends, and is told once', async () => {
  const { cron, clock, store } = await setUpAt('2027-05-03T09:00:30Z')
  await cron.start()
  for (let job = 0; job < 5; job += 1) await cron.create(jobInput({ schedule: eachMinute }))
  await clock.advance(10 * minute)
  const told = new Map<string, string[]>()
  for (const { type, payload } of await eventsOf(store)) {
    if (type !== 'cron:started' && type !== 'cron:finished') throw new Error(type)
    told.set(payload.id, [...(told.get(payload.id) ?? []), type])
  }
  expect(told.size).toBe(50)
  for (const types of told.values()) expect(types).toEqual(['cron:started', 'cron:finished'])
})

test('The end of a run waits until the store is there again', async () => {
  let isAway = false
  const store = troubled(await openTestStore(), {
    beforeWrite: () =>
      isAway
        ? Promise.reject(new GatewayError('unavailable', 'The store is not available.'))
        : Promise.resolve(),
  })
  const { cron, clock, performances, logLines } = await setUpAt('2027-05-03T09:00:30Z', {
    store,
    held: true,
  })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
  isAway = true
  performances[0]?.resolve('done')
  await expect
    .poll(() => logLines)
    .toMatchObject([{ msg: 'The end of a run waits for the store.' }])
  await clock.advance(5_000)
  expect((await runsOf(cron, id))[0]?.outcome).toBe('running')
  isAway = false
  await clock.advance(1_000)
  await expect.poll(async () => (await runsOf(cron, id))[0]).toMatchObject({ result: 'done' })
  expect(logLines).toHaveLength(1)
})
