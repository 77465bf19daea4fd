import { expect, test } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import { configJob, jobInput, messageAction, runsOf, setUp, toolAction } from './set-up.ts'

async function setUpRun(options: Parameters<typeof setUp>[0] = {}) {
  const place = await setUp({ held: true, ...options })
  const job = await place.cron.create(jobInput())
  const run = await place.cron.run(job.id)
  const latest = async () => (await runsOf(place.cron, job.id))[0]
  return { ...place, job, run, latest }
}

test('A run by hand is answered at once and goes on', async () => {
  const { cron, job, run, performances, latest } = await setUpRun()
  expect(run).toEqual({
    id: expect.stringMatching(/^run-[0-9A-Z]{26}$/) as string,
    jobId: job.id,
    trigger: 'manual',
    outcome: 'running',
    startedAt: new Date(run.startedAt).toISOString(),
  })
  expect(await latest()).toEqual(run)
  expect((await cron.list())[0]?.lastRun).toEqual(run)

  performances[0]?.resolve({ content: 'Hello', size: 5 })
  await expect.poll(latest).toMatchObject({ outcome: 'ok' })
  const ended = await latest()
  expect(ended).toEqual({
    ...run,
    outcome: 'ok',
    finishedAt: new Date(ended?.finishedAt ?? '').toISOString(),
    result: { content: 'Hello', size: 5 },
  })
  expect((await cron.list())[0]?.lastRun).toEqual(ended)
})

test('The record of a run is there before its action begins', async () => {
  const seen: unknown[] = []
  const { cron, store } = await setUp({
    perform: async (_, { jobId }) => {
      seen.push((await store.read((tables) => tables.runs.latest([jobId])))[0]?.outcome)
    },
  })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(() => seen).toEqual(['running'])
})

test.each([toolAction, messageAction])('An action is handed on as it is: %j', async (action) => {
  const jobs = { morning: configJob({ action, enabled: false }) }
  const { cron, performances } = await setUp({ jobs })
  const { id } = await cron.create(jobInput({ action }))
  const runs = [await cron.run(id), await cron.run('job-morning')]
  await expect
    .poll(() => performances.map(({ action, jobId, runId }) => ({ action, jobId, runId })))
    .toEqual([
      { action, jobId: id, runId: runs[0]?.id },
      { action, jobId: 'job-morning', runId: runs[1]?.id },
    ])
  await expect
    .poll(async () => (await runsOf(cron, 'job-morning')).map(({ outcome }) => outcome))
    .toEqual(['ok'])
})

test('A job that is not enabled runs by hand', async () => {
  const { cron, performances } = await setUp()
  const { id } = await cron.create(jobInput({ enabled: false }))
  await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
})

test('An action without a result has the result null', async () => {
  const { performances, latest } = await setUpRun()
  performances[0]?.resolve(undefined)
  await expect.poll(latest).toMatchObject({ outcome: 'ok', result: null })
})

test('A result that is too long for a list of runs is left out', async () => {
  const { performances, latest } = await setUpRun()
  performances[0]?.resolve('x'.repeat(70_000))
  await expect
    .poll(latest)
    .toMatchObject({ outcome: 'ok', result: { omitted: 'The result is too long.' } })
})

test('A run fails with the words that are meant for callers', async () => {
  const { performances, latest } = await setUpRun()
  performances[0]?.reject(new GatewayError('invalid', 'The channel "telegram" is not configured.'))
  await expect.poll(latest).toMatchObject({
    outcome: 'failed',
    finishedAt: expect.any(String) as string,
    error: 'The channel "telegram" is not configured.',
  })
  expect(await latest()).not.toHaveProperty('result')
})

test('Other failures are told to the log alone', async () => {
  const { performances, latest, logLines } = await setUpRun()
  performances[0]?.reject(new Error('connect ECONNREFUSED 10.0.0.7'))
  await expect.poll(latest).toMatchObject({ outcome: 'failed', error: 'The action failed.' })
  expect(logLines).toMatchObject([
    { msg: 'A run failed.', err: { message: 'connect ECONNREFUSED 10.0.0.7' } },
  ])
})

test('A result that is not JSON is a failure', async () => {
  const { performances, latest } = await setUpRun()
  performances[0]?.resolve(1n)
  await expect.poll(latest).toMatchObject({ outcome: 'failed', error: 'The action failed.' })
})

test('A message that is too long or can not be stored is made to fit', async () => {
  const { performances, latest } = await setUpRun()
  performances[0]?.reject(new GatewayError('invalid', `\0${'x'.repeat(3998)}😀`))
  await expect.poll(latest).toMatchObject({ error: `\uFFFD${'x'.repeat(3998)}\uFFFD` })
})

test('Runs are paged, the newest first', async () => {
  const { cron } = await setUp()
  const { id } = await cron.create(jobInput({ overlap: true }))
  const other = await cron.create(jobInput({ overlap: true }))
  const ids: string[] = []
  for (let run = 0; run < 4; run += 1) {
    ids.unshift((await cron.run(id)).id)
    await cron.run(other.id)
  }
  const first = await cron.runs(id, { limit: 3 })
  expect(first.runs.map((run) => run.id)).toEqual(ids.slice(0, 3))
  const second = await cron.runs(id, { limit: 3, cursor: first.nextCursor ?? '' })
  expect(second.runs.map((run) => run.id)).toEqual(ids.slice(3))
  expect(second).not.toHaveProperty('nextCursor')
  expect(await cron.runs(id, { limit: 4 })).not.toHaveProperty('nextCursor')
})

test('A job that never ran has no runs', async () => {
  const { cron } = await setUp()
  const { id } = await cron.create(jobInput())
  expect(await cron.runs(id, { limit: 50 })).toEqual({ runs: [] })
})

test('A cursor of nobody is refused', async () => {
  const { cron } = await setUp()
  const { id } = await cron.create(jobInput())
  await expect(cron.runs(id, { limit: 50, cursor: 'nonsense' })).rejects.toMatchObject({
    kind: 'invalid',
    details: { issues: [{ field: 'query.cursor', rule: 'cursor' }] },
  })
})
