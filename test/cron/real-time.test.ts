import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { CronJobList, CronRun, CronRunPage, EventPage } from '../../src/generated/types.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const seconds = 10

const action = { type: 'tool', tool: 'list', params: { path: '.' } }

async function runsOf(server: TestServer, id: string): Promise<CronRun[]> {
  const response = await server.fetch(`/api/cron/${id}/runs?limit=200`)
  expect(response.status).toBe(200)
  return ((await response.json()) as CronRunPage).runs.toReversed()
}

const momentOf = ({ scheduledFor = '' }: CronRun) => Date.parse(scheduledFor)

test('A job of each second runs each second, and every moment is accounted for', async () => {
  const begun = performance.now()
  await using server = await startTestServer({
    config: { cron: { jobs: { tock: { schedule: { every: '1s' }, action } } } },
  })
  const created = await server.fetch('/api/cron', {
    json: { name: 'tick', schedule: { cron: '* * * * * *' }, action },
  })
  expect(created.status).toBe(201)
  const { id } = (await created.json()) as { id: string }
  await sleep(seconds * 1000)
  // At one moment, so that what is counted is what there was in this time.
  const [tick, tock] = await Promise.all([runsOf(server, id), runsOf(server, 'job-tock')])
  const passed = (performance.now() - begun) / 1_000

  for (const runs of [tick, tock]) {
    const moments = runs.reduce((sum, { missed = 0 }) => sum + 1 + missed, 0)
    expect(moments).toBeGreaterThanOrEqual(seconds - 1)
    expect(moments).toBeLessThanOrEqual(passed + 1)
    const [first, ...others] = runs.map((run) => ({ moment: momentOf(run), ...run }))
    let before = first?.moment ?? NaN
    for (const { moment, missed = 0 } of others) {
      expect(moment).toBe(before + 1000 * (1 + missed))
      before = moment
    }
    for (const run of runs) {
      expect(run.trigger).toBe('schedule')
      expect(Date.parse(run.startedAt)).toBeGreaterThanOrEqual(momentOf(run))
    }
    expect(runs.slice(0, -1).map(({ outcome }) => outcome)).toEqual(
      Array(runs.length - 1).fill('ok'),
    )
  }
  expect(tick.filter((run) => momentOf(run) % 1000 !== 0)).toEqual([])

  const { jobs } = (await (await server.fetch('/api/cron')).json()) as CronJobList
  expect(jobs.map((job) => job.id)).toEqual(['job-tock', id])
  for (const { nextRun = '', lastRun } of jobs) {
    expect(Date.parse(nextRun)).toBeGreaterThan(Date.parse(lastRun?.scheduledFor ?? ''))
  }
  const page = await server.fetch('/api/events?types=cron:started,cron:finished&limit=200')
  const { events } = (await page.json()) as EventPage
  const told = events.filter(({ payload }) => 'jobId' in payload && payload.jobId === id)
  expect(told.slice(0, 4).map(({ type }) => type)).toEqual([
    'cron:started',
    'cron:finished',
    'cron:started',
    'cron:finished',
  ])
})
