import { expect, test } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import { jobInput, messageAction, runRow, runsOf, setUp, storeWith, toolAction } from './set-up.ts'

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
  const configJobs = { morning: { schedule: jobInput().schedule, action, enabled: false } }
  const { cron, performances } = await setUp({ configJobs })
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

test('A failure is reported in the transaction that records it', async () => {
  const { store, run, job, performances, latest } = await setUpRun({
    onFailed: async (tables, report) => {
      expect((await tables.runs.latest([report.jobId]))[0]?.outcome).toBe('failed')
      await tables.events.append({ type: 'error', time: 1, payload: JSON.stringify(report) })
    },
  })
  performances[0]?.reject(new GatewayError('invalid', 'No.'))
  await expect.poll(latest).toMatchObject({ outcome: 'failed' })
  const events = await store.read((tables) => tables.events.read({ after: 0, limit: 10 }))
  expect(events.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
    { jobId: job.id, runId: run.id, message: 'No.' },
  ])
})

test('A failure that can not be reported is not recorded either', async () => {
  const { performances, latest, logLines } = await setUpRun({
    onFailed: () => Promise.reject(new Error('no event')),
  })
  performances[0]?.reject(new GatewayError('invalid', 'No.'))
  await expect
    .poll(() => logLines.map(({ msg }) => msg))
    .toEqual(['A run failed.', 'The end of a run was not recorded.'])
  expect(await latest()).toMatchObject({ outcome: 'running' })
})

test('A success is reported to nobody', async () => {
  const reports: unknown[] = []
  const { performances, latest } = await setUpRun({
    onFailed: (_, report) => {
      reports.push(report)
      return Promise.resolve()
    },
  })
  performances[0]?.resolve('ok')
  await expect.poll(latest).toMatchObject({ outcome: 'ok' })
  expect(reports).toEqual([])
})

test('Runs are paged, the newest first', async () => {
  const { cron } = await setUp()
  const { id } = await cron.create(jobInput())
  const other = await cron.create(jobInput())
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

test('Of several gateways, one marks the runs of another only when their lease has ended', async () => {
  const { store, cron } = await setUp()
  const { id: jobId } = await cron.create(jobInput())
  const now = Date.now()
  await store.write(async ({ runs }) => {
    await runs.insert(runRow({ id: 'run-1', jobId, scheduledFor: 1, leaseUntil: now - 1 }))
    await runs.insert(runRow({ id: 'run-2', jobId, scheduledFor: 2, leaseUntil: now + 1500 }))
    await runs.insert(runRow({ id: 'run-3', jobId, scheduledFor: 3, leaseUntil: now + 600_000 }))
  })
  const shared = storeWith(store, { exclusive: false })
  const { cron: other } = await setUp({ store: shared, syncIntervalMs: 20 })
  await other.start()
  const outcomes = async () => (await runsOf(other, jobId)).map(({ outcome }) => outcome)
  expect((await outcomes())[2]).toBe('interrupted')
  await expect
    .poll(outcomes, { timeout: 10_000 })
    .toEqual(['running', 'interrupted', 'interrupted'])
})
