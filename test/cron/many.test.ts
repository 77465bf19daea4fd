import { expect, test } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import { configJob, eachMinute, eventsOf, jobInput, runsOf, setUpAt } from './set-up.ts'

const jobs = Object.fromEntries(
  Array.from({ length: 1000 }, (_, index) => [`j${index}`, configJob({ schedule: eachMinute })]),
)

test('A thousand jobs of one moment all run, once each', async () => {
  const { cron, clock, performances, store } = await setUpAt('2027-05-03T09:00:30Z', { jobs })
  await cron.start()
  await clock.advance(31_000)
  expect(new Set(performances.map(({ jobId }) => jobId)).size).toBe(1000)
  expect(performances).toHaveLength(1000)
  const lastRuns = (await cron.list()).map(({ lastRun }) => lastRun)
  expect(lastRuns.filter((run) => run?.outcome !== 'ok')).toEqual([])
  expect(new Set(lastRuns.map((run) => run?.scheduledFor))).toEqual(
    new Set(['2027-05-03T09:01:00.000Z']),
  )
  expect(await store.read((tables) => tables.events.bounds())).toEqual({ first: 1, last: 2000 })
  expect((await eventsOf(store)).filter(({ type }) => type === 'error')).toEqual([])
})

test('Actions that find too much going on come later, and do not fail', async () => {
  let goingOn = 0
  let refused = 0
  const { cron, clock, store } = await setUpAt('2027-05-03T09:00:30Z', {
    jobs: Object.fromEntries(Object.entries(jobs).slice(0, 30)),
    perform: async () => {
      if (goingOn === 4) {
        refused += 1
        throw new GatewayError('rateLimited', 'Too much.', { retryAfter: 1 })
      }
      goingOn += 1
      await store.read((tables) => tables.jobs.list())
      goingOn -= 1
    },
  })
  await cron.start()
  const outcomes = async () =>
    (await cron.list()).filter(({ lastRun }) => lastRun?.outcome === 'ok').length
  await clock.advance(31_000)
  await expect
    .poll(
      async () => {
        await clock.advance(1000)
        return outcomes()
      },
      { timeout: 10_000 },
    )
    .toBe(30)
  expect(refused).toBeGreaterThan(0)
})

test('An action that is never taken is tried for five minutes, however long each try takes', async () => {
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z', {
    held: true,
    perform: async () => {
      await new Promise<void>((resolve) => clock.after(30_000, resolve))
      throw new GatewayError('rateLimited', 'Too much.', { retryAfter: 1 })
    },
  })
  const { id } = await cron.create(jobInput())
  const { startedAt } = await cron.run(id)
  const ended = async () => {
    await clock.advance(500)
    return (await runsOf(cron, id))[0]
  }
  await expect.poll(ended, { timeout: 20_000, interval: 1 }).toMatchObject({ outcome: 'failed' })
  const { finishedAt = '' } = (await runsOf(cron, id))[0] ?? {}
  const took = Date.parse(finishedAt) - Date.parse(startedAt)
  expect(took).toBeGreaterThanOrEqual(300_000)
  expect(took).toBeLessThan(400_000)
})

test('Actions that wait to be tried again leave their place to others', async () => {
  const { cron } = await setUpAt('2027-05-03T09:00:30Z', {
    held: true,
    jobs: Object.fromEntries(Object.entries(jobs).slice(0, 64)),
    perform: (_, { jobId }) =>
      jobId.startsWith('job-j')
        ? Promise.reject(new GatewayError('rateLimited', 'Too much.', { retryAfter: 60 }))
        : Promise.resolve('ok'),
  })
  for (const { id } of await cron.list()) await cron.run(id)
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(async () => (await runsOf(cron, id))[0]?.outcome).toBe('ok')
})

test('Days of missed seconds are counted in small pieces', async () => {
  const seconds = configJob({ schedule: { cron: '* * * * * *', timezone: 'Europe/Berlin' } })
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`s${index}`, seconds]))
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z', { jobs: many })
  await cron.start()
  await clock.advance(1000)
  clock.jump(3 * 86_400_000)
  const turns = countTurns()
  await clock.advance(1000)
  turns.end()
  expect((await cron.list()).map(({ lastRun }) => lastRun?.missed)).toEqual(Array(20).fill(1000))
  // Each piece is 50 of the 1100 that are counted for each job.
  expect(turns.count).toBeGreaterThan((20 * 1000) / 50)
})

/** Counts how often others get their turn. */
function countTurns() {
  const turns = {
    count: 0,
    end: () => {
      clearImmediate(next)
    },
  }
  const again = () => {
    turns.count += 1
    next = setImmediate(again)
  }
  let next = setImmediate(again)
  return turns
}
