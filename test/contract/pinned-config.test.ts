// The numbers of the configuration, by hand, at the code that reads it: each last value that is taken and the first that is not.
import { expect, it } from 'vitest'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { webhookSecret } from '../support/config.ts'

type Json = Parameters<typeof resolveConfig>[0]

/** A configuration with one value, at a path of keys joined by points. */
const at = (path: string, value: unknown): Json =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Json

const rulesAt = (path: string, layer: Json): string[] => {
  const result = resolveConfig(layer)
  if (result.valid) return []
  return result.issues.filter(({ field }) => field === path).map(({ rule }) => rule)
}

const numbers: [path: string, least: number, most: number, step: number][] = [
  ['port', 0, 65535, 1],
  ['tools.timeoutSeconds', 0.1, 120, 0.01],
  ['tools.maxConcurrent', 1, 1000, 1],
  ['tools.maxResultBytes', 1024, 8388608, 1],
  ['cron.retention.days', 0.001, 3650, 0.0001],
  ['cron.retention.maxRuns', 1, 1000000, 1],
  ['events.retention.days', 0.001, 3650, 0.0001],
  ['events.retention.maxEvents', 1000, 1000000000, 1],
]

it.each(numbers)('%s is from %d to %d', (path, least, most, step) => {
  for (const value of [least, most]) expect(rulesAt(path, at(path, value))).toEqual([])
  expect(rulesAt(path, at(path, least - step))).toEqual(['minimum'])
  expect(rulesAt(path, at(path, most + step))).toEqual(['maximum'])
})

const text = (length: number): string => 'a'.repeat(length)
const list =
  (value: (index: number) => unknown) =>
  (length: number): unknown =>
    Array.from({ length }, (_, index) => value(index))
const map =
  (value: (index: number) => unknown) =>
  (length: number): unknown =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`k${index}`, value(index)]))
const webhook = { type: 'webhook', url: 'https://example.com/', secret: webhookSecret }
const program = { type: 'stdio', command: 'true' }
const job = {
  schedule: { every: '1h' },
  action: { type: 'tool', tool: 'read', params: {} },
}

const sizes: [path: string, rule: string, most: number, value: (size: number) => unknown][] = [
  ['host', 'maxLength', 255, text],
  ['dataDir', 'maxLength', 4096, text],
  ['http.allowedOrigins', 'maxItems', 100, list((index) => `https://a${index}.example`)],
  ['delivery.retryDelays', 'maxItems', 50, list(() => 1)],
  ['tools.workspace', 'maxLength', 4096, text],
  ['tools.disabled', 'maxItems', 1000, list(() => 'exec')],
  ['tools.fetch.allowedHosts', 'maxItems', 1000, list((index) => `a${index}.example`)],
  ['tools.exec.commands', 'maxItems', 1000, list(() => 'true')],
  ['tools.exec.environment', 'maxProperties', 100, map(() => 'x')],
  ['tools.mcpServers', 'maxProperties', 50, map(() => program)],
  ['channels', 'maxProperties', 99, map(() => webhook)],
  ['cron.jobs', 'maxProperties', 1000, map(() => job)],
]

it.each(sizes)('%s has a %s of %i', (path, rule, most, value) => {
  expect(rulesAt(path, at(path, value(most)))).toEqual([])
  expect(rulesAt(path, at(path, value(most + 2)))).toContain(rule)
})

it('is this where nothing is said', () => {
  expect(resolveConfig({})).toEqual({
    valid: true,
    config: {
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      logging: { level: 'info' },
      auth: { tokens: [] },
      rateLimits: { enabled: true },
      http: { allowedOrigins: [], trustProxy: false },
      channels: { webchat: { type: 'webchat', enabled: true, maxPerMinute: 60, title: 'Chat' } },
      delivery: { retryDelays: [5, 300, 1800, 7200, 18000, 36000], onUnknown: 'park' },
      tools: {
        disabled: [],
        timeoutSeconds: 30,
        maxConcurrent: 16,
        maxResultBytes: 4194304,
        fetch: {},
        exec: { commands: [], environment: {} },
        mcpServers: {},
      },
      cron: { jobs: {}, retention: { days: 30, maxRuns: 1000 } },
      events: { retention: { days: 7, maxEvents: 1000000 } },
    },
  })
})
