import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CronJobInput } from '../../src/generated/types.ts'
import type { Store } from '../../src/store/store.ts'
import { freshDatabase, storeKinds, type TestDatabase } from '../support/stores.ts'
import { eventsOf, jobInput, runsOf, setUp } from './set-up.ts'

/** A database with one job, which should have run each second for the last so many seconds. */
async function databaseWith(
  kind: (typeof storeKinds)[number],
  input: Partial<CronJobInput> & { secondsAgo: number },
) {
  const { secondsAgo, ...rest } = input
  const database = await freshDatabase(kind)
  const store = await database.open()
  const { cron } = await setUp({ store })
  const { id } = await cron.create(jobInput({ schedule: { every: '1s' }, ...rest }))
  const since = Date.now() - secondsAgo * 1000
  await store.write(async (tables) => {
    for (const position of await tables.positions.list())
      await tables.positions.put({ ...position, position: since })
  })
  await store[Symbol.asyncDispose]()
  return { database, id, since }
}

/** A gateway of its own process. It is killed when it has begun so many actions. @returns the ids of their runs */
async function killAfter(count: number, database: TestDatabase, takes: number): Promise<string[]> {
  const args = [join(import.meta.dirname, 'crashing-gateway.ts'), `${takes}`, database.dataDir]
  if (database.databaseUrl !== undefined) args.push(database.databaseUrl)
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const runIds: string[] = []
  for await (const line of createInterface(child.stdout)) {
    runIds.push(line)
    if (runIds.length === count) child.kill('SIGKILL')
  }
  if (child.signalCode === null) await once(child, 'exit')
  return runIds
}

/** Ends the leases of what is running, as a minute would. */
const endLeases = (store: Store, runIds: string[]) =>
  store.write(async (tables) => {
    for (const id of runIds) await tables.runs.renew(id, 1)
  })

describe.each(storeKinds)('a gateway that is killed, on %s', (kind) => {
  test('leaves its run as interrupted, which the next one tells', async () => {
    const { database, id } = await databaseWith(kind, { secondsAgo: 5 })
    const [runId = ''] = await killAfter(1, database, 60_000)

    const store = await database.open()
    await endLeases(store, [runId])
    const { cron, logLines } = await setUp({ store })
    await cron.update(id, { enabled: false })
    await cron.start()
    const [run] = await runsOf(cron, id)
    expect(run).toMatchObject({ id: runId, outcome: 'interrupted' })
    expect(run).not.toHaveProperty('result')
    expect(run?.finishedAt).toBeDefined()
    expect(logLines).toMatchObject([{ msg: 'Runs were interrupted.', count: 1 }])

    const events = (await eventsOf(store)).filter(({ type }) => type !== 'cron:started')
    expect(events.map(({ type, payload }) => [type, payload])).toEqual([
      ['cron:finished', run],
      [
        'error',
        {
          code: 'INTERNAL_ERROR',
          message: 'The gateway ended while the job ran; how far it came is not known.',
          source: 'cron',
          jobId: id,
          runId,
        },
      ],
    ])
  })

  test('goes on in the middle of what it was catching up, and runs nothing twice', async () => {
    const input = { secondsAgo: 30, missed: 'catchUp' } as const
    const { database, id, since } = await databaseWith(kind, input)
    const killed = await killAfter(4, database, 300)

    const store = await database.open()
    await endLeases(store, killed)
    const { cron } = await setUp({ store })
    await cron.start()
    const runs = async () => (await runsOf(cron, id)).toReversed()
    await expect.poll(async () => (await runs()).length, { timeout: 20_000 }).toBeGreaterThan(30)
    // One that begins as the gateway stops would be interrupted too.
    await cron.update(id, { enabled: false })
    await expect.poll(async () => (await runs()).at(-1)?.outcome).toBe('ok')
    const all = await runs()
    expect(all.map(({ scheduledFor = '' }) => Date.parse(scheduledFor))).toEqual(
      all.map((_, index) => since + (index + 1) * 1000),
    )
    expect(all.map(({ id }) => id).slice(0, killed.length)).toEqual(killed)
    expect(killed.length).toBeGreaterThanOrEqual(4)
    const cutOff = killed.length - 1
    expect(all.filter((_, index) => index !== cutOff).map(({ outcome }) => outcome)).toEqual(
      Array(all.length - 1).fill('ok'),
    )
    expect(all[cutOff]?.outcome).toBe('interrupted')
  })
})
