import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Config, CronAction, Issue } from '../../src/generated/types.ts'
import type { Cron } from '../../src/cron/cron.ts'
import type { Gateway } from '../../src/gateway/gateway.ts'
import {
  configJob,
  eachYear,
  eventsOf,
  jobInput,
  messageAction,
  runsOf,
  setUp,
  setUpAt,
  toolAction,
} from './set-up.ts'

const jobs: Config['cron']['jobs'] = {
  morning: {
    ...configJob({ schedule: { cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' } }),
    action: messageAction,
  },
  asleep: configJob({ enabled: false }),
}

const issue = (field: string, rule: string) => ({ details: { issues: [{ field, rule }] } })

test('The room is what the gateway offers', async () => {
  const { cron } = await setUp()
  const port: Omit<Gateway['cron'], 'create' | 'update'> = cron
  expect(await port.list()).toEqual([])
})

test('A new job is kept, with an id of its own', async () => {
  const { cron, store } = await setUp()
  const job = await cron.create(jobInput())
  expect(job).toEqual({
    id: expect.stringMatching(/^job-[0-9A-Z]{26}$/) as string,
    name: 'a job',
    schedule: eachYear,
    action: toolAction,
    enabled: true,
    overlap: false,
    missed: 'once',
    source: 'api',
    nextRun: `${new Date().getUTCFullYear() + 1}-01-01T00:00:00.000Z`,
  })
  const { cron: another } = await setUp({ store })
  expect(await another.list()).toEqual([job])
})

test('A job that is not enabled has no next run', async () => {
  const { cron } = await setUp()
  const job = await cron.create(jobInput({ enabled: false }))
  expect(job).not.toHaveProperty('nextRun')
  expect(await cron.list()).toEqual([job])
})

test('The next run is told in the time zone of the job', async () => {
  const { cron } = await setUp({ jobs })
  const [morning] = await cron.list()
  const inBerlin = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(morning?.nextRun ?? 0))
  expect(inBerlin).toMatch(/^(Mon|Tue|Wed|Thu|Fri),? 07:00:00$/)
  expect(Date.parse(morning?.nextRun ?? '')).toBeGreaterThan(Date.now())
})

test('Fields that are given replace those of the job, the others stay', async () => {
  const { cron } = await setUp()
  const { id, ...job } = await cron.create(jobInput())
  const renamed = await cron.update(id, { name: 'renamed' })
  expect(renamed).toEqual({ ...job, id, name: 'renamed' })
  const schedule = { cron: '30 12 * * *', timezone: 'Asia/Tokyo' }
  const changed = await cron.update(id, { schedule, action: messageAction, enabled: false })
  expect(changed).toMatchObject({
    name: 'renamed',
    schedule,
    action: messageAction,
    enabled: false,
  })
  expect(await cron.list()).toEqual([changed])
})

test('A deleted job is gone with its runs', async () => {
  const { cron, store } = await setUp()
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(async () => (await runsOf(cron, id))[0]?.outcome).toBe('ok')
  await cron.delete(id)
  expect(await store.read((tables) => tables.positions.list())).toEqual([])
  expect(await cron.list()).toEqual([])
  expect(await store.read((tables) => tables.runs.latest([id]))).toEqual([])
})

test.each<[string, (cron: Cron) => Promise<unknown>]>([
  ['update', (cron) => cron.update('job-none', { name: 'x' })],
  ['delete', (cron) => cron.delete('job-none')],
  ['run', (cron) => cron.run('job-none')],
  ['list the runs of', (cron) => cron.runs('job-none', { limit: 50 })],
])('There is no job to %s under an unknown id', async (_, call) => {
  const { cron } = await setUp({ jobs })
  await expect(call(cron)).rejects.toMatchObject({
    kind: 'notFound',
    message: 'There is no job "job-none".',
  })
})

test('Jobs of the configuration are listed before the others and are read-only', async () => {
  const { cron } = await setUp({ jobs })
  const created = await cron.create(jobInput())
  const listed = await cron.list()
  expect(listed.map(({ id, source }) => [id, source])).toEqual([
    ['job-morning', 'config'],
    ['job-asleep', 'config'],
    [created.id, 'api'],
  ])
  expect(listed[0]).toMatchObject({ name: 'morning', action: messageAction, enabled: true })
  const readOnly = { kind: 'conflict', ...issue('path.id', 'readOnly') }
  await expect(cron.update('job-morning', { enabled: false })).rejects.toMatchObject(readOnly)
  await expect(cron.delete('job-morning')).rejects.toMatchObject(readOnly)
  expect(await cron.list()).toEqual(listed)
})

test('A run that goes on when its job is deleted ends, and is told', async () => {
  const { cron, store, performances } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  const run = await cron.run(id)
  await cron.delete(id)
  await expect.poll(() => performances).toHaveLength(1)
  performances[0]?.resolve('ok')
  const last = async () => (await eventsOf(store)).at(-1)
  await expect.poll(last).toMatchObject({
    type: 'cron:finished',
    payload: { id: run.id, outcome: 'ok' },
  })
})

test('An action with something wrong is refused by its fields, new or changed', async () => {
  const checkAction = (action: CronAction): Promise<Issue[]> => {
    const isWrong = action.type === 'tool' && action.tool === 'write'
    return Promise.resolve(
      isWrong
        ? [
            { field: 'tool', rule: 'known', message: 'there is no tool "write"' },
            { field: 'params.path', rule: 'required', message: 'is missing' },
          ]
        : [],
    )
  }
  const { cron } = await setUp({ checkAction })
  const action = { ...toolAction, tool: 'write' } as const
  const refusal = {
    kind: 'invalid',
    details: {
      issues: [
        { field: 'body.action.tool', rule: 'known', message: 'there is no tool "write"' },
        { field: 'body.action.params.path', rule: 'required', message: 'is missing' },
      ],
    },
  }
  await expect(cron.create(jobInput({ action }))).rejects.toMatchObject(refusal)
  const { id } = await cron.create(jobInput())
  await expect(cron.update(id, { action })).rejects.toMatchObject(refusal)
  expect(await cron.update(id, { name: 'fine' })).toMatchObject({ action: toolAction })
})

test('There are at most a thousand jobs', async () => {
  const job = configJob({ enabled: false })
  const many = Object.fromEntries(Array.from({ length: 999 }, (_, index) => [`j${index}`, job]))
  const { cron } = await setUp({ jobs: many })
  await cron.create(jobInput())
  await expect(cron.create(jobInput())).rejects.toMatchObject({
    kind: 'conflict',
    ...issue('body', 'maxJobs'),
  })
  expect(await cron.list()).toHaveLength(1000)
})

test('A configuration that has grown never makes the list too long', async () => {
  const { cron, store } = await setUp()
  await cron.create(jobInput())
  const job = configJob({ enabled: false })
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`j${index}`, job]))
  const { cron: grown } = await setUp({ store, jobs: many })
  expect(await grown.list()).toHaveLength(1000)
})

test('A job whose time is over is not enabled, and what has to change is named', async () => {
  const { cron, clock } = await setUpAt('2027-05-03T09:00:00Z')
  const schedule = { at: '2027-05-03T10:00:00Z' }
  const { id } = await cron.create(jobInput({ schedule, enabled: false }))
  clock.jump(7_200_000)
  await expect(cron.update(id, { enabled: true })).rejects.toMatchObject(
    issue('body.enabled', 'future'),
  )
  await expect(cron.update(id, { enabled: true, schedule })).rejects.toMatchObject(
    issue('body.schedule.at', 'future'),
  )
  expect(await cron.update(id, { name: 'renamed' })).toMatchObject({ enabled: false })
  const later = { at: '2027-05-03T12:00:00Z' }
  expect(await cron.update(id, { enabled: true, schedule: later })).toMatchObject({
    nextRun: '2027-05-03T12:00:00.000Z',
  })
})

test('What is answered is what the contract says', async () => {
  const { cron, performances } = await setUp({ jobs, held: true })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  performances[0]?.reject(new Error('no'))
  await expect.poll(async () => (await runsOf(cron, id))[0]?.outcome).toBe('failed')
  await cron.run(id)
  performances[1]?.resolve({ any: 'thing' })
  await expect.poll(async () => (await runsOf(cron, id))[0]?.outcome).toBe('ok')
  await cron.run(id)

  const contract = new Ajv2020({ strict: false })
  addFormats.default(contract)
  const openapi = await readFile(
    new URL('../../src/generated/openapi.json', import.meta.url),
    'utf8',
  )
  contract.addSchema(JSON.parse(openapi) as object, 'openapi')
  const faults = (schema: string, value: unknown) => {
    contract.validate(`openapi#/components/schemas/${schema}`, value)
    return contract.errors
  }
  const [list, page] = [await cron.list(), await cron.runs(id, { limit: 2 })]
  expect(faults('CronJobList', { jobs: list })).toBeNull()
  expect(faults('CronRunPage', page)).toBeNull()
  expect(faults('CronRunPage', { ...page, nextCursor: 1 })).not.toBeNull()
})
