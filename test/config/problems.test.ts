import { describe, expect, it } from 'vitest'
import { bounded, nearest, shapeIssues, unknownKey } from '../../src/config/problems.ts'
import { issuesOf, loadFrom, refusal, webhookSecret } from '../support/config.ts'

const hash = `sha256:${'0'.repeat(64)}`

describe('an invalid configuration', () => {
  it.each([
    [
      'chanels: {}',
      'chanels',
      'additionalProperties',
      'unknown key "chanels"; did you mean "channels"?',
    ],
    ['prot: 1', 'prot', 'additionalProperties', 'unknown key "prot"; did you mean "port"?'],
    [
      'data-dir: x',
      'data-dir',
      'additionalProperties',
      'unknown key "data-dir"; did you mean "dataDir"?',
    ],
    ['weather: x', 'weather', 'additionalProperties', 'unknown key "weather"'],
    [
      'logging: { levle: info }',
      'logging.levle',
      'additionalProperties',
      'unknown key "levle"; did you mean "level"?',
    ],
    ['port: "80"', 'port', 'type', 'must be integer'],
    [
      `auth: { tokens: [{ name: gateway, hash: '${hash}', scopes: [status:read] }] }`,
      'auth.tokens.0.name',
      'not',
      'is a reserved value',
    ],
    ['port: 65536', 'port', 'maximum', 'must be <= 65535'],
    ['host: ""', 'host', 'minLength', 'must NOT have fewer than 1 characters'],
    ['logging: verbose', 'logging', 'type', 'must be object'],
    [
      'logging: { level: loud }',
      'logging.level',
      'enum',
      'must be one of trace, debug, info, warn, error, fatal, silent',
    ],
    [
      'http: { allowedOrigins: [x] }',
      'http.allowedOrigins.0',
      'pattern',
      'must match pattern "^https?://[^/]+$"',
    ],
    ['events: { retention: { days: .nan } }', 'events.retention.days', 'type', 'must be number'],
    ['channels: { x: 5 }', 'channels.x', 'type', 'must be object'],
    [
      'channels: { x: {} }',
      'channels.x.type',
      'discriminator',
      'type must be one of telegram, discord, webhook, webchat',
    ],
    [
      'channels: { x: { type: telegramm } }',
      'channels.x.type',
      'discriminator',
      'type must be one of telegram, discord, webhook, webchat',
    ],
    [
      'channels: { x: { type: telegram } }',
      'channels.x.botToken',
      'required',
      "must have required property 'botToken'",
    ],
    [
      'channels: { x: { type: telegram, botToken: t, bottoken: t } }',
      'channels.x.bottoken',
      'additionalProperties',
      'unknown key "bottoken"; did you mean "botToken"?',
    ],
    [
      'channels: { Bad Name: { type: telegram, botToken: t } }',
      'channels.Bad Name',
      'pattern',
      'the name "Bad Name" must match pattern "^[a-z0-9][a-z0-9_-]*$"',
    ],
    [
      'cron: { jobs: { x: { schedule: { cron: "* * * * *" }, action: { type: shell } } } }',
      'cron.jobs.x.action.type',
      'discriminator',
      'type must be one of message, tool',
    ],
    [
      `auth: { tokens: [{ name: a, hash: "${hash}", scopes: [] }] }`,
      'auth.tokens.0.scopes',
      'minItems',
      'must NOT have fewer than 1 items',
    ],
    [
      `auth: { tokens: [{ name: a, hash: "${hash}", scopes: [status:read] }, { name: a, hash: "${hash}", scopes: [status:read] }] }`,
      'auth.tokens.1.name',
      'unique',
      '"a" is used twice',
    ],
    [
      'databaseUrl: mysql://x',
      'databaseUrl',
      'pattern',
      'must match pattern "^(postgres(ql)?://.+|\\[redacted\\])$". A PostgreSQL connection (`OPENCLAW_DATABASE_URL`). Without it the store is SQLite in `dataDir`. Not for patches.',
    ],
  ])('%s', async (yaml, field, rule, message) => {
    expect(await issuesOf(yaml)).toEqual([{ field, rule, message }])
  })

  it('tells all that is wrong at once, and where, for the person who starts it', async () => {
    const starting = loadFrom({ 'my.yaml': 'chanels: {}\nport: -1\n' }, { file: 'my.yaml' })
    const { message } = await refusal(starting)
    const [title, ...lines] = message.split('\n')
    expect(title).toMatch(/^The configuration is not valid \(\/.*\/my\.yaml\):$/)
    expect(lines).toEqual([
      '  chanels: unknown key "chanels"; did you mean "channels"? [additionalProperties]',
      '  port: must be >= 0 [minimum]',
      'Correct this.',
    ])
  })

  it('does not show a value', async () => {
    const yaml = `
databaseUrl: mysql://hunter2
auth: { tokens: [{ name: a, hash: hunter2, scopes: [hunter2] }] }
channels:
  a: { type: webhook, url: hunter2, secret: hunter2 }
  b: { type: telegram, botToken: { hunter: hunter2 } }
  c: { type: hunter2 }
`
    const { message, issues } = await refusal(loadFrom({ 'openclaw.yaml': yaml }))
    expect(issues.length).toBeGreaterThanOrEqual(6)
    expect(message).not.toContain('hunter2')
  })

  it.each([
    ['databaseUrl', 'databaseUrl: "[redacted]"'],
    [
      'auth.tokens.0.hash',
      'auth: { tokens: [{ name: a, hash: "[redacted]", scopes: [status:read] }] }',
    ],
    ['channels.x.botToken', 'channels: { x: { type: telegram, botToken: "[redacted]" } }'],
    [
      'channels.x.secret',
      'channels: { x: { type: webhook, url: http://a, secret: "[redacted]" } }',
    ],
  ])('is one whose %s was copied from an answer', async (field, yaml) => {
    expect(await issuesOf(yaml)).toMatchObject([{ field, rule: 'secret' }])
  })

  it('may break a rule of another room', async () => {
    const { loadConfig } = await import('../../src/config/load-config.ts')
    const found = { field: 'cron.jobs.x.schedule.cron', rule: 'cron', message: 'is no schedule' }
    const starting = loadConfig({ env: {}, cwd: '/', check: () => [found] })
    expect((await refusal(starting)).issues).toEqual([found])
  })
})

describe('a valid configuration', () => {
  it('uses every key of the schema', async () => {
    const { config } = await loadFrom({
      'openclaw.yaml': `
host: 0.0.0.0
port: 0
dataDir: /srv
databaseUrl: postgresql://u@h/d
logging: { level: silent }
auth: { tokens: [{ name: a, hash: "${hash}", scopes: [status:read] }] }
rateLimits: { enabled: false }
http: { allowedOrigins: [https://example.com], trustProxy: true }
channels: { x: { type: webhook, url: https://example.com, secret: ${webhookSecret}, enabled: true } }
delivery: { retryDelays: [0.5] }
tools: { workspace: /srv/w, disabled: [exec] }
cron:
  jobs:
    x:
      enabled: false
      schedule: { cron: '* * * * *', timezone: Europe/Berlin }
      action: { type: message, channel: x, userId: '1', message: hi }
events: { retention: { days: 1, maxEvents: 1000 } }
`,
    })
    expect(config.http.trustProxy).toBe(true)
    expect(config.cron.jobs['x']?.enabled).toBe(false)
  })
})

describe('nearest', () => {
  const known = ['host', 'port', 'channels', 'url']

  it.each([
    ['Port', 'port'],
    ['chanel', 'channels'],
    ['hots', 'host'],
    ['xyz', undefined],
    ['u', undefined],
    ['c'.repeat(100_000), undefined],
  ])('%s', (word, near) => {
    expect(nearest(word, known)).toBe(near)
  })

  it('shows only the beginning of a long unknown key', () => {
    expect(unknownKey('k'.repeat(1000), known)).toBe(`unknown key "${'k'.repeat(64)}…"`)
  })
})

describe('shapeIssues', () => {
  it('refuses what is nested too deep, however deep', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    const [found, ...others] = shapeIssues({ a: deep })
    expect(found).toMatchObject({ rule: 'maxDepth' })
    expect(others).toEqual([])
  })

  it('takes what a configuration needs', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: nested(depth - 1) })
    expect(shapeIssues(nested(32))).toEqual([])
  })
})

describe('bounded', () => {
  it('fits into the error of the contract', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      field: `body.${index}.${'f'.repeat(2000)}`,
      rule: 'x',
      message: 'm'.repeat(5000),
    }))
    const issues = bounded(many)
    const message = issues.map((one) => `${one.field}: ${one.message}`).join('; ')
    expect(issues.length).toBeGreaterThan(0)
    expect(message.length).toBeLessThanOrEqual(4000)
    expect(bounded(many.map(() => ({ field: 'a', rule: 'b', message: 'c' })))).toHaveLength(100)
  })
})
