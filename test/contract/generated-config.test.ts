import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openTrialHouse, timeout } from './generated/house.ts'
import { Schemas } from './generated/schema.ts'
import { valuesOf } from './generated/values.ts'

const { expectAll } = await openTrialHouse()
const schemas = await Schemas.read()
const schema = schemas.named('Config')

const properties = schema.properties ?? {}

type Group = Record<string, unknown>

const schedules = fc.oneof(
  fc.constantFrom({ cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' }, { every: '1d' }),
  valuesOf(schemas, { $ref: '#/components/schemas/CronSchedule' }),
)
const actions = fc.oneof(
  fc.constant({ type: 'tool', tool: 'list', params: {} }),
  valuesOf(schemas, { $ref: '#/components/schemas/CronAction' }),
)
const instead = { CronSchedule: schedules, CronAction: actions }

/**
 * Members of a map under a few names, each of one kind only: what a patch sets is merged with what is there, and one kind of channel
 * with the members of another one is none. They are all off: nothing is connected to, and no program is started.
 */
const off = (map: unknown, kindOf: (one: Group) => unknown): Group =>
  Object.fromEntries(
    Object.values(map as Record<string, Group>).map((one, index) => [
      `${String(kindOf(one))}-${index}`,
      { ...one, enabled: false },
    ]),
  )

/** Of the keys that would cut the test off, or ask the network, the value that does not. Names of hosts would be looked up. */
const tame: Record<string, (value: unknown) => unknown> = {
  host: (host) => ['127.0.0.1', '0.0.0.0', 'localhost'][String(host).length % 3],
  rateLimits: () => ({ enabled: false }),
  channels: (channels) => off(channels, ({ type }) => type),
  tools: (tools) => ({
    ...(tools as Group),
    mcpServers: off((tools as Group)['mcpServers'] ?? {}, ({ type }) => type),
  }),
  cron: (cron) => ({
    ...(cron as Group),
    jobs: off((cron as Group)['jobs'] ?? {}, ({ action }) => (action as Group)['type']),
  }),
}

/** One to three keys of the configuration at a time. */
const patchesOf = (keys: string[], full: boolean): fc.Arbitrary<Group> =>
  fc
    .subarray(keys, { minLength: 1, maxLength: Math.min(3, keys.length) })
    .chain((some) =>
      fc.record(
        Object.fromEntries(
          some.map((key) => [
            key,
            valuesOf(schemas, properties[key] ?? {}, full ? { full } : { instead }).map(
              (value) => tame[key]?.(value) ?? value,
            ),
          ]),
        ),
        { noNullPrototype: true },
      ),
    )

/** What says where patches are kept can't be in one, whatever its value. */
const places = ['dataDir', 'databaseUrl']
const patchable = Object.keys(properties).filter((key) => !places.includes(key))

const large = ['channels', 'tools', 'cron', 'auth']

const scheduleRules = ['oneOf', 'cron', 'every', 'at', 'timezone', 'onlyWithCron', 'future']

const without = <T>(all: Record<string, T>, keys: string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)))

describe('generated requests', { timeout }, () => {
  test('of updateConfig are answered as the contract says', async () => {
    const { succeeded } = await expectAll('updateConfig', {
      parameters: {
        'If-Match': fc.oneof({ arbitrary: fc.constant('*'), weight: 4 }, fc.constant('"x"')),
      },
      document: fc.oneof(
        { arbitrary: patchesOf(patchable, false), weight: 9 },
        { arbitrary: patchesOf(Object.keys(properties), false), weight: 1 },
      ),
      beforeBreaking: {
        parameters: { 'If-Match': fc.constant('*') },
        // By how many rules there are in each.
        document: fc.oneof(
          { arbitrary: patchesOf(['channels'], true), weight: 4 },
          { arbitrary: patchesOf(['tools'], true), weight: 3 },
          { arbitrary: patchesOf(['cron'], true), weight: 2 },
          { arbitrary: patchesOf(['auth'], true), weight: 2 },
          {
            arbitrary: patchesOf(
              patchable.filter((key) => !large.includes(key)),
              true,
            ),
            weight: 2,
          },
        ),
      },
      surplus: ['surplus', 'ключ 1', 'a~b'],
      documentSchema: { ...schema, properties: without(properties, places) },
      nullTakesAway: true,
      inFlight: 4,
      refusals: [
        { status: 409, rule: 'etag', field: 'header.if-match' },
        ...places.map((key) => ({ status: 400, rule: 'notForPatches', field: `body.${key}` })),
        { status: 400, rule: 'origin', field: 'body.http.allowedOrigins' },
        { status: 400, rule: 'unique', field: 'body.auth.tokens' },
        // `[redacted]` where there is no secret yet.
        { status: 400, rule: 'secret', field: 'body.auth.tokens' },
        { status: 400, rule: 'secret', field: 'body.channels' },
        ...scheduleRules.map((rule) => ({ status: 400, rule, field: 'body.cron.jobs' })),
        { status: 400, rule: 'configured', field: 'body.cron.jobs' },
        { status: 400, rule: 'known', field: 'body.cron.jobs' },
        { status: 400, rule: 'listen', field: 'body.host' },
        { status: 400, rule: 'listen', field: 'body.port' },
        { status: 400, rule: 'writable', field: 'body.tools.workspace' },
        { status: 400, rule: 'separate', field: 'body.tools.workspace' },
      ],
    })
    expect(succeeded).toBeGreaterThan(100)
  })
})
