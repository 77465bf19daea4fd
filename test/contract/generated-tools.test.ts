import fc from 'fast-check'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CronJob, CronRun, ToolList } from '../../src/generated/types.ts'
import { openTrialHouse, timeout } from './generated/house.ts'
import { isObject, type Schema, Schemas } from './generated/schema.ts'
import { valuesOf } from './generated/values.ts'

const secret = `whsec_${'A'.repeat(32)}`
const { server, expectAll } = await openTrialHouse({
  channels: { support: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret } },
  delivery: { retryDelays: [3600] },
  // A host that nobody has: nothing leaves this machine.
  tools: { fetch: { allowedHosts: ['nobody.invalid'] }, timeoutSeconds: 5 },
  cron: {
    jobs: {
      fixed: { schedule: { every: '1d' }, action: { type: 'tool', tool: 'list', params: {} } },
    },
  },
})
const schemas = await Schemas.read()

const workspace = join(server.dataDir, 'workspace')
await mkdir(join(workspace, 'notes'), { recursive: true })
for (const name of ['a.txt', 'b.md', 'notes/c.txt'])
  await writeFile(join(workspace, name), 'Hello\n'.repeat(20))

const { tools } = (await (await server.fetch('/api/tools')).json()) as ToolList
const paths = fc.constantFrom(
  'a.txt',
  'b.md',
  'notes',
  'notes/c.txt',
  'new.txt',
  '.',
  '../..',
  '/etc/passwd',
)

/** Calls that are right by the tool's own schema, which is one of ours, and calls that are anything. */
const calls = tools.map(({ name, inputSchema }) => ({
  name,
  params: valuesOf(schemas, inputSchema as Schema).chain((params) =>
    paths.map((path) => (isObject(params) && 'path' in params ? { ...params, path } : params)),
  ),
}))
const anyParams = valuesOf(schemas, { $ref: '#/components/schemas/ToolParams' })
const actions = fc.oneof(
  ...calls.map(({ name, params }) =>
    params.map((own) => ({ type: 'tool', tool: name, params: own })),
  ),
  fc.record(
    {
      type: fc.constant('message'),
      channel: fc.constantFrom('support', 'none'),
      userId: valuesOf(schemas, { $ref: '#/components/schemas/UserId' }),
      message: valuesOf(schemas, { $ref: '#/components/schemas/MessageText' }),
    },
    { noNullPrototype: true },
  ),
  valuesOf(schemas, { $ref: '#/components/schemas/CronAction' }),
)

/** Whatever a tool says of its parameters, by its own schema or when it is called. */
const toolRules = [
  ...['type', 'required', 'additionalProperties', 'minLength', 'maxLength', 'pattern', 'enum'],
  ...['minimum', 'maximum', 'minItems', 'maxItems', 'format', 'propertyNames', 'maxProperties'],
]

describe('generated requests', { timeout }, () => {
  test('of invokeTool are answered as the contract says', async () => {
    const { succeeded } = await expectAll('invokeTool', {
      parameters: {
        name: fc.oneof(
          { arbitrary: fc.constantFrom(...tools.map(({ name }) => name)), weight: 4 },
          { arbitrary: fc.stringMatching(/^[A-Za-z0-9_.-]{1,128}$/u), weight: 1 },
        ),
      },
      instead: { ToolParams: fc.oneof(...calls.map(({ params }) => params), anyParams) },
      refusals: [
        { status: 404 },
        // `exec` is off.
        { status: 403 },
        ...[...toolRules, 'toolFailed'].map((rule) => ({
          status: 400,
          rule,
          field: 'body.params',
        })),
        { status: 400, rule: 'toolFailed', field: 'body' },
      ],
    })
    expect(succeeded).toBeGreaterThan(10)
  })
})

const minutes = [
  '* * * * *',
  '0 7 * * 1-5',
  '*/5 * * * *',
  '0 0 1 1 *',
  '15 30 4 * * *',
  '0 0 29 2 *',
]
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu')

/** Those that the schema allows, and among them enough that mean something. */
const schedules = fc.oneof(
  fc.record(
    { cron: fc.constantFrom(...minutes), timezone: zones },
    { requiredKeys: ['cron'], noNullPrototype: true },
  ),
  fc.record({ every: fc.stringMatching(/^[1-9][0-9]{0,6}[smhd]$/u) }, { noNullPrototype: true }),
  fc.record(
    { at: fc.constantFrom('2999-01-31T09:00:00+01:00', '2999-12-31T23:59:59.999Z') },
    { noNullPrototype: true },
  ),
  valuesOf(schemas, { $ref: '#/components/schemas/CronSchedule' }),
)

/** Nothing may come due while the requests go on: a job that does is switched off. */
const still = (job: unknown): unknown =>
  isObject(job) && isObject(job['schedule']) ? { ...job, enabled: 'at' in job['schedule'] } : job

const instead = { CronSchedule: schedules, CronAction: actions }
const documentsOf = (name: string): fc.Arbitrary<unknown> =>
  valuesOf(schemas, schemas.named(name), { instead }).map(still)

const jobRules = [
  { status: 400, rule: 'configured', field: 'body.action.channel' },
  { status: 400, rule: 'known', field: 'body.action.tool' },
  ...toolRules.map((rule) => ({ status: 400, rule, field: 'body.action.params' })),
  { status: 400, rule: 'oneOf', field: 'body.schedule' },
  ...['cron', 'every', 'at'].map((rule) => ({ status: 400, rule, field: `body.schedule.${rule}` })),
  { status: 400, rule: 'timezone', field: 'body.schedule.timezone' },
  { status: 400, rule: 'onlyWithCron', field: 'body.schedule.timezone' },
  { status: 400, rule: 'future', field: 'body.schedule.at' },
]

const createJobs = (count: number): Promise<CronJob[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const action = { type: 'tool', tool: 'list', params: {} }
      const json = { name: `job ${index}`, schedule: { every: '30d' }, action }
      return (await (await server.fetch('/api/cron', { json })).json()) as CronJob
    }),
  )

const idsOf = (jobs: CronJob[]): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...jobs.map(({ id }) => id)), weight: 6 },
    { arbitrary: fc.constant('job-fixed'), weight: 1 },
    { arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/u), weight: 2 },
  )

const readOnly = { status: 409, rule: 'readOnly', field: 'path.id' }

describe('generated requests for jobs', { timeout }, () => {
  test('of createCronJob are answered as the contract says', async () => {
    const options = { document: documentsOf('CronJobInput'), refusals: jobRules }
    const { succeeded } = await expectAll('createCronJob', options)
    expect(succeeded).toBeGreaterThan(50)
  })

  test('of updateCronJob are answered as the contract says', async () => {
    const { succeeded } = await expectAll('updateCronJob', {
      parameters: { id: idsOf(await createJobs(20)) },
      document: documentsOf('CronJobPatch'),
      refusals: [...jobRules, readOnly, { status: 404 }],
    })
    expect(succeeded).toBeGreaterThan(50)
  })

  test('of runCronJob are answered as the contract says', async () => {
    const { succeeded } = await expectAll('runCronJob', {
      parameters: { id: idsOf(await createJobs(20)) },
      refusals: [{ status: 409, rule: 'overlap' }, { status: 404 }],
    })
    expect(succeeded).toBeGreaterThan(50)
  })

  test('of listCronRuns are answered as the contract says', async () => {
    const [job] = await createJobs(1)
    const path = `/api/cron/${job?.id ?? ''}`
    const run = async (): Promise<CronRun> =>
      (await (await server.fetch(`${path}/run`, { method: 'POST' })).json()) as CronRun
    await run()
    const { succeeded } = await expectAll('listCronRuns', {
      parameters: { id: idsOf(job === undefined ? [] : [job]) },
      refusals: [{ status: 400, rule: 'cursor', field: 'query.cursor' }, { status: 404 }],
    })
    // Most cursors that the contract allows are none that a page gave.
    expect(succeeded).toBeGreaterThan(20)
  })

  test('of deleteCronJob are answered as the contract says', async () => {
    const { succeeded } = await expectAll('deleteCronJob', {
      parameters: { id: idsOf(await createJobs(100)) },
      refusals: [readOnly, { status: 404 }],
    })
    expect(succeeded).toBeGreaterThan(50)
  })
})
