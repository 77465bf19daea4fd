import { describe, expect, it } from 'vitest'
import type { Setting } from '../../src/config/provenance.ts'
import { storeKinds } from '../support/stores.ts'
import { patchStore, program, programOn } from './program.ts'

const secret = `whsec_${'A'.repeat(32)}`
const hash = `sha256:${'0'.repeat(64)}`

const yaml = `
host: 127.0.0.1
logging: { level: debug }
delivery: { onUnknown: resend }
auth: { tokens: [{ name: ci, hash: '${hash}', scopes: [status:read] }] }
http: { allowedOrigins: ['https://$\{SITE}', 'https://two.example'] }
channels:
  hook: { type: webhook, url: 'https://$\{SITE}/$\{PAGE}', secret: $\{HOOK_SECRET} }
  telegram: { type: telegram, maxPerMinute: 9 }
`
const env = {
  SITE: 'one.example',
  PAGE: 'in',
  HOOK_SECRET: secret,
  OPENCLAW_PORT: '8080',
  TELEGRAM_BOT_TOKEN: '123:very-secret',
}
const patch = {
  rateLimits: { enabled: false },
  logging: { level: null },
  channels: { hook: { maxPerMinute: 7 } },
}

const origins: Record<string, [value: unknown, origin: string]> = {
  host: ['127.0.0.1', 'file openclaw.yaml'],
  port: [8080, 'environment OPENCLAW_PORT'],
  'logging.level': ['info', 'default'],
  'auth.tokens.0.name': ['ci', 'file openclaw.yaml'],
  'auth.tokens.0.hash': ['[redacted]', 'file openclaw.yaml'],
  'auth.tokens.0.scopes': [['status:read'], 'file openclaw.yaml'],
  'rateLimits.enabled': [false, 'patch'],
  'http.allowedOrigins': [
    ['https://one.example', 'https://two.example'],
    'file openclaw.yaml (${SITE})',
  ],
  'http.trustProxy': [false, 'default'],
  'channels.hook.url': ['https://one.example/in', 'file openclaw.yaml (${SITE}, ${PAGE})'],
  'channels.hook.secret': ['[redacted]', 'file openclaw.yaml (${HOOK_SECRET})'],
  'channels.hook.maxPerMinute': [7, 'patch'],
  'channels.telegram.type': ['telegram', 'environment TELEGRAM_BOT_TOKEN'],
  'channels.telegram.botToken': ['[redacted]', 'environment TELEGRAM_BOT_TOKEN'],
  'channels.telegram.maxPerMinute': [9, 'file openclaw.yaml'],
  'channels.telegram.enabled': [true, 'default'],
  'channels.webchat.type': ['webchat', 'implied'],
  'channels.webchat.title': ['Chat', 'default'],
  'delivery.onUnknown': ['resend', 'file openclaw.yaml'],
  'cron.jobs': [{}, 'default'],
}

describe('config show', () => {
  it.each(storeKinds)('says where each value comes from: %s', async (kind) => {
    const shown = await programOn(kind, { 'openclaw.yaml': yaml })
    Object.assign(shown.env, env)
    const store = await shown.database.open()
    await patchStore(store, shown, patch)
    const settings = JSON.parse(await shown.result('config show --json')) as Setting[]
    const found = new Map(settings.map(({ path, value, origin }) => [path, [value, origin]]))
    for (const [path, expected] of Object.entries(origins)) {
      expect([path, found.get(path)]).toEqual([path, expected])
    }
    const text = await shown.result('config show')
    expect(text.trimEnd().split('\n')).toHaveLength(settings.length)
    expect(text).toMatch(/^channels\.hook\.secret {2,}\[redacted\] {2,}file openclaw\.yaml \(/m)
    for (const hidden of [secret, hash, 'very-secret', 'postgres:']) {
      expect(text + JSON.stringify(settings)).not.toContain(hidden)
    }
  })

  it('has its columns under each other, and stays on one line for each value', async () => {
    const long = 'x'.repeat(300)
    const greeting = `Hello\\n${long}`
    const { result } = await program({
      'openclaw.yaml': `channels: { webchat: { title: 'Help desk', greeting: "${greeting}" } }`,
    })
    const lines = (await result('config show')).trimEnd().split('\n')
    expect(
      lines.every((line) => /^\S+ {2,}\S.* {2,}(default|implied|file openclaw\.yaml)$/.test(line)),
    ).toBe(true)
    const starts = lines
      .filter((line) => !line.includes(long))
      .map((line) => line.search(/(default|implied|file openclaw\.yaml)$/))
    expect(new Set(starts).size).toBe(1)
    expect(lines.find((line) => line.startsWith('channels.webchat.title'))).toContain('"Help desk"')
    expect(lines.find((line) => line.includes(long))).toContain(`"Hello\\n${long}"  file`)
  })

  it('shows in place of obeying what a terminal would obey', async () => {
    const name = 'k\\nFAKE  1  default\\e[2K\\u2028'
    const { result } = await program({
      'openclaw.yaml': `channels: { webchat: { title: "\\u009b31m\\u202e\\U000e0001" } }
cron: { jobs: { j: { schedule: { every: 1h }, action: { type: tool, tool: read, params: { "${name}": 1 } } } } }`,
    })
    const text = await result('config show')
    expect(text).toMatch(/^cron\S*\.k\\u000aFAKE {2}1 {2}default\\u001b\[2K\\u2028 {2,}1 {2}/m)
    expect(text).toContain('"\\u009b31m\\u202e\\udb40\\udc01"')
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    const json = await result('config show --json')
    expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    expect(JSON.parse(json)).toContainEqual({
      path: 'channels.webchat.title',
      value: '\u009b31m\u202e\u{e0001}',
      origin: 'file openclaw.yaml',
    })
  })

  it('names a file that lies elsewhere by its whole path', async () => {
    const elsewhere = await program({ 'other.yaml': 'port: 1' })
    const { result } = await program()
    const file = `${elsewhere.cwd}/other.yaml`
    expect(await result(`config show --config ${file}`)).toMatch(
      new RegExp(`^port +1 +file ${file}$`, 'm'),
    )
  })

  it('refuses a configuration that no start would take', async () => {
    const { run } = await program({ 'openclaw.yaml': 'port: many' })
    const { code, stdout, stderr } = await run('config show --json')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('port: must be integer')
  })
})
