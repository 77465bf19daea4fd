import { expect, test } from 'vitest'
import type { CronJobInput } from '../../src/generated/types.ts'
import { eachMinute, jobInput, setUpAt, told } from './set-up.ts'

const minute = 60_000

async function setUpHeld(input: Partial<CronJobInput>) {
  const place = await setUpAt('2027-05-03T09:00:30Z', { held: true })
  await place.cron.start()
  const { id } = await place.cron.create(jobInput({ schedule: eachMinute, ...input }))
  const runs = () => told(place.cron, id)
  /** Ends the action of the run that began so many runs after the first. */
  const end = async (index: number) => {
    place.performances[index]?.resolve('ok')
    await expect.poll(async () => (await runs())[index], { timeout: 10_000 }).toMatch(/ ok( |$)/)
  }
  return { ...place, id, runs, end }
}

test.each(['once', 'skip'] as const)(
  'A moment at which a run goes on has none, and the next run tells of it: %s',
  async (missed) => {
    const { clock, runs, end } = await setUpHeld({ missed })
    await clock.advance(3 * minute)
    expect(await runs()).toEqual(['2027-05-03T09:01Z running'])
    await end(0)
    // Its end does not begin a run: the moments are over.
    await clock.advance(20_000)
    expect(await runs()).toEqual(['2027-05-03T09:01Z ok'])
    await clock.advance(minute)
    expect(await runs()).toEqual(['2027-05-03T09:01Z ok', '2027-05-03T09:04Z running missed 2'])
    await end(1)
    await clock.advance(minute)
    expect((await runs()).at(-1)).toBe('2027-05-03T09:05Z running')
  },
)

test('What is to be caught up waits until the run has ended, and then comes one after the other', async () => {
  const { clock, runs, end } = await setUpHeld({ missed: 'catchUp' })
  await clock.advance(3 * minute)
  expect(await runs()).toEqual(['2027-05-03T09:01Z running'])
  await end(0)
  await expect.poll(async () => (await runs()).length).toBe(2)
  await clock.advance(5_000)
  expect(await runs()).toEqual(['2027-05-03T09:01Z ok', '2027-05-03T09:02Z running'])
  await end(1)
  await expect.poll(async () => (await runs()).at(-1)).toBe('2027-05-03T09:03Z running')
  await end(2)
  await clock.advance(minute)
  expect(await runs()).toEqual([
    '2027-05-03T09:01Z ok',
    '2027-05-03T09:02Z ok',
    '2027-05-03T09:03Z ok',
    '2027-05-03T09:04Z running',
  ])
})

test.each(['once', 'skip', 'catchUp'] as const)(
  'Runs go on beside each other where that is allowed: %s',
  async (missed) => {
    const { clock, runs } = await setUpHeld({ missed, overlap: true })
    await clock.advance(3 * minute)
    expect(await runs()).toEqual([
      '2027-05-03T09:01Z running',
      '2027-05-03T09:02Z running',
      '2027-05-03T09:03Z running',
    ])
  },
)

test('A run by hand holds the schedule up too', async () => {
  const { cron, clock, runs, id, end } = await setUpHeld({})
  await cron.run(id)
  await clock.advance(minute)
  expect(await runs()).toEqual(['by hand running'])
  await end(0)
  await clock.advance(minute)
  expect(await runs()).toEqual(['by hand ok', '2027-05-03T09:02Z running missed 1'])
})

test('A run by hand is refused while another goes on, by its id', async () => {
  const { cron, id, runs, end } = await setUpHeld({})
  const first = await cron.run(id)
  await expect(cron.run(id)).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining(first.id) as string,
    details: { issues: [{ field: 'path.id', rule: 'overlap' }] },
  })
  expect(await runs()).toEqual(['by hand running'])
  await end(0)
  await cron.run(id)
  expect(await runs()).toEqual(['by hand ok', 'by hand running'])
})

test('Runs by hand go on beside each other where that is allowed', async () => {
  const { cron, id, runs } = await setUpHeld({ overlap: true })
  await cron.run(id)
  await cron.run(id)
  expect(await runs()).toEqual(['by hand running', 'by hand running'])
})

test('One job does not hold up another', async () => {
  const { cron, clock, runs } = await setUpHeld({})
  const other = await cron.create(jobInput({ schedule: eachMinute }))
  await cron.run(other.id)
  await clock.advance(minute)
  expect(await runs()).toEqual(['2027-05-03T09:01Z running'])
  expect(await told(cron, other.id)).toEqual(['by hand running'])
})
