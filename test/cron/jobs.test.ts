import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Config } from '../../src/generated/types.ts'
import type { Gateway } from '../../src/gateway/gateway.ts'
import { eachYear, jobInput, messageAction, runsOf, setUp, toolAction } from './set-up.ts'

const configJobs: Config['cron']['jobs'] = {
  morning: {
    schedule: { cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' },
    action: messageAction,
    enabled: true,
  },
  asleep: { schedule: eachYear, action: toolAction, enabled: false },
}

const issue = (field: string, rule: string) => ({ details: { issues: [{ field, rule }] } })

test('The room is what the gateway offers', async () => {
  const { cron } = await setUp()
  const port: Gateway['cron'] = cron
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
  const { cron } = await setUp({ configJobs })
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
  await cron.delete(id)
  expect(await cron.list()).toEqual([])
  expect(await store.read((tables) => tables.runs.latest([id]))).toEqual([])
})

type Cron = Gateway['cron']

test.each<[string, (cron: Cron) => Promise<unknown>]>([
  ['update', (cron) => cron.update('job-none', { name: 'x' })],
  ['delete', (cron) => cron.delete('job-none')],
  ['run', (cron) => cron.run('job-none')],
  ['list the runs of', (cron) => cron.runs('job-none', { limit: 50 })],
])('There is no job to %s under an unknown id', async (_, call) => {
  const { cron } = await setUp({ configJobs })
  await expect(call(cron)).rejects.toMatchObject({
    kind: 'notFound',
    message: 'There is no job "job-none".',
  })
})

test('Jobs of the configuration are listed before the others and are read-only', async () => {
  const { cron } = await setUp({ configJobs })
  const created = await cron.create(jobInput())
  const jobs = await cron.list()
  expect(jobs.map(({ id, source }) => [id, source])).toEqual([
    ['job-morning', 'config'],
    ['job-asleep', 'config'],
    [created.id, 'api'],
  ])
  expect(jobs[0]).toMatchObject({ name: 'morning', action: messageAction, enabled: true })
  const readOnly = { kind: 'conflict', ...issue('path.id', 'readOnly') }
  await expect(cron.update('job-morning', { enabled: false })).rejects.toMatchObject(readOnly)
  await expect(cron.delete('job-morning')).rejects.toMatchObject(readOnly)
  expect(await cron.list()).toEqual(jobs)
})

test('There are at most a thousand jobs', async () => {
  const job = { schedule: eachYear, action: toolAction, enabled: false }
  const many = Object.fromEntries(Array.from({ length: 999 }, (_, index) => [`j${index}`, job]))
  const { cron } = await setUp({ configJobs: many })
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
  const job = { schedule: eachYear, action: toolAction, enabled: false }
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`j${index}`, job]))
  const { cron: grown } = await setUp({ store, configJobs: many })
  expect(await grown.list()).toHaveLength(1000)
})

test('What is answered is what the contract says', async () => {
  const { cron, performances } = await setUp({ configJobs, held: true })
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
  const [lists, page] = [await cron.list(), await cron.runs(id, { limit: 2 })]
  expect(faults('CronJobList', { jobs: lists })).toBeNull()
  expect(faults('CronRunPage', page)).toBeNull()
  expect(faults('CronRunPage', { ...page, nextCursor: 1 })).not.toBeNull()
})
