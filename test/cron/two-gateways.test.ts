import { describe, expect, test } from 'vitest'
import { freshDatabase, storeKinds } from '../support/stores.ts'
import { FakeClock } from './fake-clock.ts'
import {
  configJob,
  eachMinute,
  jobInput,
  runRow,
  runsOf,
  setUp,
  setUpAt,
  storeWith,
  told,
} from './set-up.ts'

const minute = 60_000

/** Two rooms on one database, each by a clock of its own. */
async function setUpTwo(
  kind: (typeof storeKinds)[number],
  options: Parameters<typeof setUp>[0] = {},
) {
  const database = await freshDatabase(kind)
  const first = await database.open()
  const second = kind === 'postgres' ? await database.open() : first
  const at = '2027-05-03T09:00:30Z'
  const one = await setUpAt(at, { store: storeWith(first, { exclusive: false }), ...options })
  const two = await setUpAt(at, { store: storeWith(second, { exclusive: false }), ...options })
  const advance = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1000) {
      await Promise.all([one.clock.advance(1000), two.clock.advance(1000)])
    }
  }
  return { one, two, advance }
}

describe.each(storeKinds)('two gateways on one %s', (kind) => {
  test('run each moment once, whichever is first', async () => {
    const jobs = {
      a: configJob({ schedule: eachMinute }),
      b: configJob({ schedule: { every: '20s' } }),
    }
    const { one, two, advance } = await setUpTwo(kind, { jobs })
    await Promise.all([one.cron.start(), two.cron.start()])
    await advance(5 * minute)
    expect(await told(one.cron, 'job-a')).toEqual(
      [1, 2, 3, 4, 5].map((n) => `2027-05-03T09:0${n}Z ok`),
    )
    expect(await told(two.cron, 'job-b')).toHaveLength(15)
    expect(one.performances.length + two.performances.length).toBe(20)
  })

  test('run each moment once also when their clocks differ', async () => {
    const { one, two, advance } = await setUpTwo(kind, {
      jobs: { a: configJob({ schedule: eachMinute }) },
    })
    await Promise.all([one.cron.start(), two.cron.start()])
    two.clock.jump(25_000)
    await advance(3 * minute)
    expect(await told(one.cron, 'job-a')).toEqual([1, 2, 3].map((n) => `2027-05-03T09:0${n}Z ok`))
    expect(two.performances).toHaveLength(3)
  })

  test('do not run a job beside itself', async () => {
    const { one, two, advance } = await setUpTwo(kind, {
      jobs: { a: configJob({ schedule: eachMinute }) },
      held: true,
    })
    await Promise.all([one.cron.start(), two.cron.start()])
    await advance(3 * minute)
    expect(await told(one.cron, 'job-a')).toEqual(['2027-05-03T09:01Z running'])
    for (const { resolve } of [...one.performances, ...two.performances]) resolve('ok')
    await expect.poll(() => told(two.cron, 'job-a')).toEqual(['2027-05-03T09:01Z ok'])
    await advance(minute)
    expect((await told(two.cron, 'job-a')).at(-1)).toBe('2027-05-03T09:04Z running missed 2')
  })

  test('take over what the other changes', async () => {
    const { one, two, advance } = await setUpTwo(kind)
    await two.cron.start()
    const { id } = await one.cron.create(jobInput({ schedule: eachMinute }))
    await advance(minute)
    expect(await told(two.cron, id)).toEqual(['2027-05-03T09:01Z ok'])
    await one.cron.update(id, { schedule: { cron: '30 * * * *' } })
    // That there is another schedule is seen at the turn itself, without a look at the jobs before.
    await advance(2 * minute)
    expect(await told(two.cron, id)).toHaveLength(1)
    await one.cron.update(id, { schedule: eachMinute, enabled: false })
    await advance(2 * minute)
    await one.cron.update(id, { enabled: true })
    await advance(minute)
    expect(await told(two.cron, id)).toEqual(['2027-05-03T09:01Z ok', '2027-05-03T09:06Z ok'])
    await one.cron.delete(id)
    await advance(2 * minute)
    expect(two.performances).toHaveLength(2)
  })
})

test('Gateways whose configurations differ follow each its own schedule', async () => {
  const [all, half] = [
    configJob({ schedule: { every: '2m' } }),
    configJob({ schedule: { every: '5m' } }),
  ]
  const { one, two, advance } = await setUpTwo('sqlite', { jobs: { a: all } })
  two.cron.apply({ a: half })
  await one.cron.start()
  await two.cron.start()
  // At its start the second one drops what it does not follow; the first puts it back as it was.
  await advance(20 * minute)
  expect(one.performances).toHaveLength(10)
  expect(two.performances.length).toBeGreaterThanOrEqual(2)
  const { store } = one
  expect(await store.read((tables) => tables.positions.list())).toHaveLength(2)
  two.cron.apply({ a: all })
  await advance(20 * minute)
  expect(await store.read((tables) => tables.positions.list())).toHaveLength(1)
  expect(one.performances.length + two.performances.length).toBeLessThanOrEqual(25)
})

test('A run whose gateway is gone is given up after a minute', async () => {
  const { one, two } = await setUpTwo('sqlite', { held: true })
  await one.cron.start()
  await two.cron.start()
  const { id } = await one.cron.create(jobInput())
  await one.cron.run(id)
  await two.clock.advance(55_000)
  expect(await told(two.cron, id)).toEqual(['by hand running'])
  await two.clock.advance(20_000)
  expect(await told(two.cron, id)).toEqual(['by hand interrupted'])
})

test('A gateway that does not know of a change yet runs nothing that is gone', async () => {
  const { cron: one, store } = await setUp()
  const clock = new FakeClock('2027-05-03T09:00:30Z')
  const two = await setUpAt(clock, { store, syncIntervalMs: 86_400_000 })
  const input = jobInput({ schedule: { cron: '* * * * *' } })
  const [gone, off, moved, going] = [
    await one.create(input),
    await one.create(input),
    await one.create(input),
    await one.create(input),
  ]
  await store.write(async (tables) => {
    for (const position of await tables.positions.list())
      await tables.positions.put({ ...position, position: clock.now() })
  })
  await two.cron.start()
  await one.delete(gone.id)
  await one.update(off.id, { enabled: false })
  await one.update(moved.id, { schedule: { cron: '0 0 1 1 *' } })
  await clock.advance(2 * minute)
  expect(new Set(two.performances.map(({ jobId }) => jobId))).toEqual(new Set([going.id]))
  expect(two.performances).toHaveLength(2)
})

test('The runs of another gateway are marked only when their lease has ended, and its own never', async () => {
  const clock = new FakeClock('2027-05-03T09:00:00Z')
  const { store, cron } = await setUpAt(clock)
  const { id: jobId } = await cron.create(jobInput({ overlap: true }))
  const now = clock.now()
  const leases = { 'run-1': now - 1, 'run-2': now + 15_000, 'run-3': now + 3_600_000 }
  await store.write(async ({ runs }) => {
    for (const [id, leaseUntil] of Object.entries(leases)) {
      await runs.insert(runRow({ id, jobId, scheduledFor: null, startedAt: now, leaseUntil }))
    }
  })
  const shared = storeWith(store, { exclusive: false })
  const other = await setUpAt(clock, { store: shared, held: true })
  await other.cron.start()
  const own = await other.cron.run(jobId)
  const outcomes = async () =>
    Object.fromEntries((await runsOf(other.cron, jobId)).map(({ id, outcome }) => [id, outcome]))
  expect(await outcomes()).toMatchObject({ 'run-1': 'interrupted', 'run-2': 'running' })
  await clock.advance(30_000)
  expect(await outcomes()).toMatchObject({ 'run-2': 'interrupted', 'run-3': 'running' })
  await clock.advance(20 * minute)
  expect(await outcomes()).toMatchObject({ 'run-3': 'running', [own.id]: 'running' })
})

test('A run that was given up stays interrupted, however it ends after that', async () => {
  const { cron, store, performances, logLines } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  const run = await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
  await store.write((tables) =>
    tables.runs.interrupt({ leaseBefore: Number.MAX_SAFE_INTEGER, at: 1, limit: 10 }),
  )
  performances[0]?.resolve('ok')
  await expect.poll(() => logLines).toMatchObject([{ msg: 'A run ended that had been given up.' }])
  expect(await runsOf(cron, id)).toMatchObject([{ id: run.id, outcome: 'interrupted' }])
})
