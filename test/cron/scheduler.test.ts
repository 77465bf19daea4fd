import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Job } from '../../src/cron/job-list.ts'
import { type Due, Scheduler } from '../../src/cron/scheduler.ts'
import { eachSecond, eachYear, toolAction } from './set-up.ts'

const job = (id: string, changes: Partial<Job> = {}): Job => ({
  id,
  name: id,
  schedule: eachSecond,
  action: toolAction,
  enabled: true,
  source: 'api',
  ...changes,
})

function setUp() {
  const dues: Due[] = []
  const onDue = (due: Due) => {
    dues.push(due)
    return Promise.resolve()
  }
  const scheduler = new Scheduler(onDue, pino({ level: 'silent' }))
  onTestFinished(() => {
    scheduler.stop()
  })
  const of = (id: string) => dues.filter(({ jobId }) => jobId === id).length
  /** Long enough for every timer that is still there to be noticed. */
  const twoMoments = async (id: string) => {
    const before = of(id)
    await expect.poll(() => of(id), { timeout: 15_000 }).toBeGreaterThanOrEqual(before + 2)
  }
  return { scheduler, dues, of, twoMoments }
}

test('A moment is told with the job and the schedule that it belongs to', async () => {
  const { scheduler, dues } = setUp()
  scheduler.set(job('a'))
  await expect.poll(() => dues, { timeout: 15_000 }).toHaveLength(1)
  const moment = dues[0]?.moment ?? NaN
  expect(dues).toEqual([{ jobId: 'a', schedule: eachSecond, moment }])
  expect(moment % 1000).toBe(0)
})

test.each<[string, (scheduler: Scheduler) => void]>([
  [
    'removed',
    (scheduler) => {
      scheduler.remove('a')
    },
  ],
  [
    'disabled',
    (scheduler) => {
      scheduler.set(job('a', { enabled: false }))
    },
  ],
  [
    'set to another time',
    (scheduler) => {
      scheduler.set(job('a', { schedule: eachYear }))
    },
  ],
  [
    'not among all',
    (scheduler) => {
      scheduler.setAll([job('b')])
    },
  ],
])('A job that is %s is due no more', async (_, change) => {
  const { scheduler, of, twoMoments } = setUp()
  scheduler.setAll([job('a'), job('b')])
  change(scheduler)
  await twoMoments('b')
  expect(of('a')).toBe(0)
})

test('Setting a job again and again keeps its one timer', async () => {
  const { scheduler, dues, of, twoMoments } = setUp()
  for (let time = 0; time < 5; time += 1) scheduler.setAll([job('a'), job('b')])
  await twoMoments('b')
  scheduler.stop()
  const moments = dues.map(({ jobId, moment }) => `${jobId} ${moment}`)
  expect(new Set(moments).size).toBe(moments.length)
  expect(of('a')).toBeGreaterThan(0)
})
