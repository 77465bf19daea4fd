import { describe, expect, it } from 'vitest'
import { configSchema, validateConfig } from '../../src/generated/config.ts'
import { isObject } from '../../src/config/json.ts'
import { keepSecrets, redact, redacted } from '../../src/config/secrets.ts'
import type { Config } from '../../src/generated/types.ts'
import { loadFrom, webhookSecret } from '../support/config.ts'

/** A document that has everything a part of the schema allows, once per variant, and what its secrets are. */
function exampleOf(schema: unknown, secrets: string[]): unknown[] {
  if (!isObject(schema)) return []
  if (Array.isArray(schema['oneOf'])) {
    return schema['oneOf'].flatMap((one: unknown) => exampleOf(one, secrets))
  }
  if (schema['format'] === 'password') return [secretFor(schema, secrets)]
  if ('const' in schema) return [schema['const']]
  if (Array.isArray(schema['enum'])) return [schema['enum'][0]]
  if (schema['type'] === 'object') return [objectOf(schema, secrets)]
  if (schema['type'] === 'array') return [exampleOf(schema['items'], secrets)]
  if (schema['type'] === 'string') return [textFor(schema)]
  if (schema['type'] === 'boolean') return [true]
  return [schema['minimum'] ?? 1000]
}

function objectOf(schema: Record<string, unknown>, secrets: string[]): unknown {
  const named = Object.entries(isObject(schema['properties']) ? schema['properties'] : {})
  const others = exampleOf(schema['additionalProperties'], secrets)
  return Object.fromEntries([
    ...named.map(([key, inner]) => [key, exampleOf(inner, secrets)[0]]),
    ...others.map((value, index) => [`name${index}`, value]),
  ])
}

function secretFor(schema: Record<string, unknown>, secrets: string[]): string {
  const number = String(secrets.length + 1).padStart(4, '0')
  const forms = [
    `postgres://user:secret-${number}@db/x`,
    `sha256:${number.repeat(16)}`,
    `whsec_${number.repeat(8)}`,
    `secret-${number}`,
  ]
  const pattern = patternOf(schema)
  const secret = forms.find((form) => pattern.test(form))
  if (secret === undefined) throw new Error(`No secret fits ${pattern}: add a form for it.`)
  secrets.push(secret)
  return secret
}

const patternOf = ({ pattern }: Record<string, unknown>): RegExp =>
  new RegExp(typeof pattern === 'string' ? pattern : '')

function textFor(schema: Record<string, unknown>): string {
  const pattern = patternOf(schema)
  const text = ['name', 'https://example.com', '1234', '15m'].find((form) => pattern.test(form))
  if (text === undefined) throw new Error(`No text fits ${pattern}: add a form for it.`)
  const byFormat: Record<string, string> = {
    uri: 'https://example.com',
    'date-time': '2026-02-14T12:00:00Z',
  }
  return byFormat[String(schema['format'])] ?? text
}

describe('redact', () => {
  it('hides every `format: password` of the schema and nothing else', () => {
    const secrets: string[] = []
    const [config] = exampleOf(configSchema, secrets)
    if (!validateConfig(config)) throw new Error(JSON.stringify(validateConfig.errors))
    const marks = JSON.stringify(configSchema).split('"format":"password"').length - 1
    expect(secrets).toHaveLength(marks)
    const hidden = secrets.reduce(
      (text, secret) => text.replace(JSON.stringify(secret), JSON.stringify(redacted)),
      JSON.stringify(config),
    )
    expect(JSON.stringify(redact(config))).toBe(hidden)
  })

  it('is a copy', async () => {
    const { config } = await loadFrom({})
    const copy = redact(config)
    copy.http.allowedOrigins.push('https://example.com')
    copy.logging.level = 'fatal'
    expect(config).toMatchObject({ http: { allowedOrigins: [] }, logging: { level: 'info' } })
  })
})

describe('keepSecrets', () => {
  const hashes = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]

  const load = async (): Promise<Config> => {
    const yaml = `
auth:
  tokens:
    - { name: one, hash: "${hashes[0] ?? ''}", scopes: [status:read] }
    - { name: two, hash: "${hashes[1] ?? ''}", scopes: [status:read] }
channels:
  bot: { type: telegram, botToken: secret }
  hook: { type: webhook, url: https://example.com, secret: ${webhookSecret} }
`
    return (await loadFrom({ 'openclaw.yaml': yaml })).config
  }

  it('leaves out what merging keeps', async () => {
    const patch = { channels: { bot: { enabled: false, botToken: redacted } } }
    expect(keepSecrets(patch, await load())).toEqual({ channels: { bot: { enabled: false } } })
  })

  it('puts secrets into arrays, by name and not by place', async () => {
    const tokens = [
      { name: 'two', hash: redacted, scopes: ['config:read'] },
      { name: 'new', hash: redacted, scopes: ['config:read'] },
    ]
    expect(keepSecrets({ auth: { tokens } }, await load())).toEqual({
      auth: { tokens: [{ ...tokens[0], hash: hashes[1] }, tokens[1]] },
    })
  })

  it('leaves the text where it is no secret, and where no secret is known', async () => {
    const patch = {
      host: redacted,
      channels: {
        other: { type: 'telegram', botToken: redacted },
        bot: { type: 'webhook', secret: redacted },
      },
    }
    expect(keepSecrets(patch, await load())).toEqual(patch)
  })

  it('changes back an answer that is sent back whole', async () => {
    const config = await load()
    const kept = keepSecrets({ ...redact(config) }, config)
    expect(kept).toMatchObject({ host: config.host, auth: config.auth })
    expect(JSON.stringify(kept)).not.toContain(redacted)
  })
})
