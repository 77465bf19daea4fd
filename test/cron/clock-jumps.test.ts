import { expect, test } from 'vitest'
import { eachMinute, eventsOf, jobInput, setUpAt, told } from './set-up.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A gateway that has run a job at 09:01 and 09:02. */
async function setUpRunning(options: Parameters<typeof setUpAt>[1] = {}) {
  const place = await setUpAt('2027-05-03T09:00:30Z', options)
  await place.cron.start()
  const { id } = await place.cron.create(jobInput({ schedule: eachMinute }))
  await place.clock.advance(2 * minute)
  const runs = () => told(place.cron, id)
  expect(await runs()).toEqual(before)
  return { ...place, id, runs, later: async () => (await runs()).slice(2) }
}

const before = ['2027-05-03T09:01Z ok', '2027-05-03T09:02Z ok']

test('A clock that is put forward by hours makes one run of what was passed over, within a second', async () => {
  const { clock, later } = await setUpRunning()
  clock.jump(3 * hour)
  await clock.advance(1000)
  expect(await later()).toEqual(['2027-05-03T12:02Z ok missed 179'])
  await clock.advance(2 * minute)
  expect((await later()).slice(1)).toEqual(['2027-05-03T12:03Z ok', '2027-05-03T12:04Z ok'])
})

test('A clock that is put back by hours runs no moment again', async () => {
  const { clock, later, cron } = await setUpRunning()
  clock.jump(-3 * hour)
  expect((await cron.list())[0]?.nextRun).toBe('2027-05-03T09:03:00.000Z')
  await clock.advance(3 * hour)
  expect(await later()).toEqual([])
  await clock.advance(minute)
  expect(await later()).toEqual(['2027-05-03T09:03Z ok'])
})

test('A clock that is put back by hours starts an interval anew', async () => {
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z')
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: { every: '10m' } }))
  await clock.advance(10 * minute)
  clock.jump(-5 * hour)
  await clock.advance(1000)
  await clock.advance(20 * minute)
  const moments = (await told(cron, id)).map((run) => run.slice(0, 16))
  expect(moments).toEqual(['2027-05-03T09:10', '2027-05-03T04:20', '2027-05-03T04:30'])
})

test('That jobs wait because the clock was put back is said once', async () => {
  const { clock, logLines } = await setUpRunning()
  clock.jump(-3 * hour)
  await clock.advance(10 * minute)
  const msg = 'The clock was put back: jobs wait until it is past what they have done.'
  expect(logLines).toMatchObject([{ msg, count: 1 }])
})

test('A clock that is put back and forward again misses nothing and repeats nothing', async () => {
  const { clock, later } = await setUpRunning()
  clock.jump(-2 * hour)
  await clock.advance(10_000)
  clock.jump(2 * hour)
  await clock.advance(2 * minute)
  expect(await later()).toEqual(['2027-05-03T09:03Z ok', '2027-05-03T09:04Z ok'])
})

test('After a clock that was days ahead the jobs go on, and what has a run gets no second one', async () => {
  const { clock, later, logLines, cron, id, store } = await setUpRunning()
  clock.jump(3 * day)
  await clock.advance(minute)
  clock.jump(-3 * day - 2 * minute)
  await clock.advance(5 * minute)
  expect(logLines).toMatchObject([{ msg: 'The clock was put back: a schedule begins anew.' }])
  // 09:01:30 to 09:06:30, and 09:02 has been run before. The record of 09:03 comes after that of what was ahead.
  expect(await later()).toEqual([
    '2027-05-06T09:02Z ok missed 1000',
    '2027-05-06T09:03Z ok',
    '2027-05-03T09:03Z ok',
    '2027-05-03T09:04Z ok',
    '2027-05-03T09:05Z ok',
    '2027-05-03T09:06Z ok',
  ])
  expect((await cron.list())[0]?.nextRun).toBe('2027-05-03T09:07:00.000Z')
  const begun = (await eventsOf(store)).filter(({ type }) => type === 'cron:started')
  expect(begun).toHaveLength((await told(cron, id)).length)
})

test('A clock that was put back while no gateway was up runs no moment again', async () => {
  const { clock, cron, store, id } = await setUpRunning()
  await cron.stop()
  clock.jump(-hour)
  const second = await setUpAt(clock, { store })
  await second.cron.start()
  await clock.advance(hour)
  expect(await told(second.cron, id)).toEqual(before)
  await clock.advance(minute)
  expect((await told(second.cron, id)).slice(2)).toEqual(['2027-05-03T09:03Z ok'])
})

test('A run that goes on is not given up when the clock is put forward', async () => {
  const { clock, cron, performances, logLines } = await setUpAt('2027-05-03T09:00:30Z', {
    held: true,
  })
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: eachMinute }))
  await clock.advance(minute)
  clock.jump(5 * hour)
  await clock.advance(minute)
  performances[0]?.resolve('ok')
  await expect.poll(() => told(cron, id)).toEqual(['2027-05-03T09:01Z ok'])
  expect(logLines).toEqual([])
})

test('A run never ends before it began', async () => {
  const { clock, cron, performances } = await setUpAt('2027-05-03T09:00:30Z', { held: true })
  const { id } = await cron.create(jobInput())
  const { startedAt } = await cron.run(id)
  clock.jump(-hour)
  await expect.poll(() => performances).toHaveLength(1)
  performances[0]?.resolve('ok')
  const run = async () => (await cron.runs(id, { limit: 1 })).runs[0]
  await expect.poll(run).toMatchObject({ outcome: 'ok', startedAt, finishedAt: startedAt })
})

test('A machine that was suspended notices it when it wakes', async () => {
  const { clock, later } = await setUpRunning()
  clock.jumpTo('2027-05-03T23:59:30Z')
  await clock.advance(1000)
  expect(await later()).toEqual(['2027-05-03T23:59Z ok missed 896'])
})
