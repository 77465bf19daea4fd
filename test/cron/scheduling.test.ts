import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { RunTable, Store } from '../../src/store/store.ts'
import { freshDatabase, storeKinds } from '../support/stores.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  eachSecond,
  eachYear,
  jobInput,
  runRow,
  runsOf,
  setUp,
  storeWith,
  toolAction,
} from './set-up.ts'

const seconds = { timeout: 15_000 }

const count = (performances: { jobId: string }[], jobId: string) =>
  performances.filter((performance) => performance.jobId === jobId).length

test('A job of each second runs each second, and its runs are recorded', async () => {
  const { cron, performances } = await setUp()
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: eachSecond }))
  await expect.poll(() => performances.length, seconds).toBeGreaterThanOrEqual(3)
  await cron.stop()
  const runs = await runsOf(cron, id)
  expect(runs.map((run) => run.id)).toEqual(performances.map(({ runId }) => runId).reverse())
  expect(
    new Set(runs.map(({ trigger, outcome, result }) => `${trigger} ${outcome} ${String(result)}`)),
  ).toEqual(new Set(['schedule ok ok']))
})

test('Jobs of the configuration and of the store run from the start on', async () => {
  const configJobs = { tick: { schedule: eachSecond, action: toolAction, enabled: true } }
  const { cron, performances } = await setUp({ configJobs })
  const { id } = await cron.create(jobInput({ schedule: eachSecond }))
  await cron.start()
  await expect.poll(() => count(performances, 'job-tick'), seconds).toBeGreaterThan(0)
  await expect.poll(() => count(performances, id), seconds).toBeGreaterThan(0)
})

test('Nothing runs before the start', async () => {
  const { cron: idle, performances, store } = await setUp()
  await idle.create(jobInput({ schedule: eachSecond }))
  const { cron: other, performances: others } = await setUp({ store })
  await other.start()
  await expect.poll(() => others.length, seconds).toBeGreaterThanOrEqual(2)
  expect(performances).toEqual([])
})

test('A job that is disabled or deleted runs no more', async () => {
  const { cron, performances } = await setUp()
  await cron.start()
  const schedule = eachSecond
  const [going, disabled, deleted] = await Promise.all([
    cron.create(jobInput({ schedule })),
    cron.create(jobInput({ schedule })),
    cron.create(jobInput({ schedule })),
  ])
  const ran = (id: string) => count(performances, id)
  await expect.poll(() => Math.min(ran(disabled.id), ran(deleted.id)), seconds).toBeGreaterThan(0)
  await cron.update(disabled.id, { enabled: false })
  await cron.delete(deleted.id)
  const before = ran(going.id)
  await expect.poll(() => ran(going.id), seconds).toBeGreaterThan(before)
  const then = [ran(disabled.id), ran(deleted.id)]
  await expect.poll(() => ran(going.id), seconds).toBeGreaterThan(before + 2)
  expect([ran(disabled.id), ran(deleted.id)]).toEqual(then)
})

test('A changed schedule is followed', async () => {
  const { cron, performances } = await setUp()
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: eachYear }))
  await cron.update(id, { schedule: eachSecond })
  await expect.poll(() => performances.length, seconds).toBeGreaterThan(0)
})

test('A changed action is what the next run does', async () => {
  const { cron, performances } = await setUp()
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: eachSecond }))
  const action = { ...toolAction, tool: 'list' }
  await cron.update(id, { action })
  await expect.poll(() => performances.map((run) => run.action), seconds).toContainEqual(action)
})

test('A job does not run beside itself', async () => {
  const { cron, performances, logLines } = await setUp({ held: true })
  await cron.start()
  await cron.create(jobInput({ schedule: eachSecond }))
  const skipped = () =>
    logLines.filter(({ msg }) => msg.startsWith('A moment of a job was skipped'))
  await expect.poll(skipped, seconds).toHaveLength(2)
  expect(performances).toHaveLength(1)
  performances[0]?.resolve('ok')
  await expect.poll(() => performances.length, seconds).toBe(2)
})

interface Attempt {
  moment: number | null
  won: boolean
}

/** A store that a gateway shares with others and that tells each attempt to begin a run. */
const watched = (store: Store, attempts: Attempt[]) =>
  storeWith(store, {
    exclusive: false,
    tables: (tables) => {
      const insert: RunTable['insert'] = async (run) => {
        const won = await tables.runs.insert(run)
        attempts.push({ moment: run.scheduledFor, won })
        return won
      }
      const runs = new Proxy(tables.runs, {
        get: (table, key) => (key === 'insert' ? insert : (Reflect.get(table, key) as unknown)),
      })
      return new Proxy(tables, {
        get: (all, key) => (key === 'runs' ? runs : (Reflect.get(all, key) as unknown)),
      })
    },
  })

test.each(storeKinds)('Two gateways on one database run each moment once: %s', async (kind) => {
  const database = await freshDatabase(kind)
  const first = await database.open()
  const second = kind === 'postgres' ? await database.open() : first
  const attempts: Attempt[] = []
  const configJobs = { tick: { schedule: eachSecond, action: toolAction, enabled: true } }
  const one = await setUp({ store: watched(first, attempts), configJobs })
  const two = await setUp({ store: watched(second, attempts), configJobs })
  await Promise.all([one.cron.start(), two.cron.start()])
  const lost = () => attempts.filter(({ won }) => !won)
  await expect.poll(() => lost().length, seconds).toBeGreaterThanOrEqual(3)
  await Promise.all([one.cron.stop(), two.cron.stop()])

  const won = attempts.filter((attempt) => attempt.won).map(({ moment }) => moment)
  expect(new Set(won).size).toBe(won.length)
  expect(won.filter((moment) => moment === null || moment % 1000 !== 0)).toEqual([])
  expect(one.performances.length + two.performances.length).toBe(won.length)
  expect(await runsOf(one.cron, 'job-tick')).toHaveLength(won.length)
})

test('What one gateway changes, another takes over', async () => {
  const { cron: one, store } = await setUp()
  const two = await setUp({ store: storeWith(store, { exclusive: false }), syncIntervalMs: 20 })
  await two.cron.start()
  const { id } = await one.create(jobInput({ schedule: eachSecond }))
  const other = await one.create(jobInput({ schedule: eachSecond }))
  await expect.poll(() => count(two.performances, id), seconds).toBeGreaterThan(0)
  await one.delete(id)
  const before = count(two.performances, other.id)
  await expect.poll(() => count(two.performances, other.id), seconds).toBeGreaterThan(before)
  const then = count(two.performances, id)
  await expect.poll(() => count(two.performances, other.id), seconds).toBeGreaterThan(before + 2)
  expect(count(two.performances, id)).toBe(then)
})

test('A gateway that does not know of a change yet does not run what is gone', async () => {
  const { cron: one, store } = await setUp()
  const two = await setUp({ store, syncIntervalMs: 600_000 })
  const gone = await one.create(jobInput({ schedule: eachSecond }))
  const off = await one.create(jobInput({ schedule: eachSecond }))
  const moved = await one.create(jobInput({ schedule: eachSecond }))
  const going = await one.create(jobInput({ schedule: eachSecond }))
  await two.cron.start()
  await one.delete(gone.id)
  await one.update(off.id, { enabled: false })
  await one.update(moved.id, { schedule: eachYear })
  const runs = () => two.performances.length
  await expect.poll(() => count(two.performances, going.id), seconds).toBeGreaterThan(0)
  const then = runs() - count(two.performances, going.id)
  await expect.poll(() => count(two.performances, going.id), seconds).toBeGreaterThan(2)
  expect(runs() - count(two.performances, going.id)).toBe(then)
})

test('Runs that a crash cut off are marked at the next start', async () => {
  const dataDir = await temporaryFolder()
  const log = pino({ level: 'silent' })
  const configJobs = { tick: { schedule: eachYear, action: toolAction, enabled: true } }
  {
    await using store = await openStore({ dataDir, log })
    const leaseUntil = Date.now() + 600_000
    const cutOff = runRow({ jobId: 'job-tick', startedAt: Date.now(), leaseUntil })
    await store.write((tables) => tables.runs.insert(cutOff))
  }
  await using store = await openStore({ dataDir, log })
  const { cron, logLines } = await setUp({ store, configJobs })
  await cron.start()
  expect(await runsOf(cron, 'job-tick')).toMatchObject([
    { id: 'run-1', outcome: 'interrupted', finishedAt: expect.any(String) as string },
  ])
  expect(logLines).toMatchObject([{ msg: 'Runs were interrupted.', count: 1 }])
  await cron.stop()
})

test('The end waits for what goes on', async () => {
  const { cron, performances } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  let stopped = false
  const stopping = cron.stop().then(() => {
    stopped = true
  })
  await expect(cron.run(id)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(stopped).toBe(false)
  performances[0]?.resolve('ok')
  await stopping
  expect(await runsOf(cron, id)).toMatchObject([{ outcome: 'ok' }])
})

test('The end does not wait for ever', async () => {
  const { cron, logLines } = await setUp({ held: true, stopLimitMs: 20 })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await cron.stop()
  expect(logLines).toMatchObject([
    { msg: 'Runs still go on; the gateway does not wait.', count: 1 },
  ])
  expect(await runsOf(cron, id)).toMatchObject([{ outcome: 'running' }])
})

test('A schedule that can not be followed any more does not harm the others', async () => {
  const { cron, store, performances, logLines } = await setUp()
  const schedule = { cron: '* * * * *', timezone: 'Europe/Atlantis' }
  const row = { id: 'job-0', name: 'lost', schedule, action: toolAction, enabled: true }
  await store.write((tables) => tables.jobs.insert(row))
  const { id } = await cron.create(jobInput({ schedule: eachSecond }))
  await cron.start()
  await expect.poll(() => count(performances, id), seconds).toBeGreaterThan(0)
  expect(logLines).toMatchObject([{ msg: 'The schedule of a job can not be followed.' }])
  expect((await cron.list())[0]).toEqual({ ...row, source: 'api' })
})
