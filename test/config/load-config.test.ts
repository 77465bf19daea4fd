import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadFrom, refusal, webhookSecret } from '../support/config.ts'

/** The one that a gateway on loopback has by itself. */
const webchat = { type: 'webchat', enabled: true, maxPerMinute: 60, title: 'Chat' }

describe('defaults', () => {
  it('hold where nothing is said', async () => {
    const { config, base, gatewayToken } = await loadFrom({})
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      logging: { level: 'info' },
      auth: { tokens: [] },
      rateLimits: { enabled: true },
      http: { allowedOrigins: [], trustProxy: false },
      channels: { webchat },
      delivery: { retryDelays: [5, 300, 1800, 7200, 18000, 36000], onUnknown: 'park' },
      tools: {
        disabled: [],
        timeoutSeconds: 30,
        maxConcurrent: 16,
        maxResultBytes: 4_194_304,
        fetch: {},
        exec: { commands: [], environment: {} },
        mcpServers: {},
      },
      cron: { jobs: {}, retention: { days: 30, maxRuns: 1000 } },
      events: { retention: { days: 7, maxEvents: 1_000_000 } },
    })
    expect(base).toEqual({ file: undefined, layer: {} })
    expect(gatewayToken).toBeUndefined()
  })

  it('are filled in inside of a channel and a job', async () => {
    const { config } = await loadFrom({
      'openclaw.yaml': `
channels:
  telegram: { type: telegram, botToken: abc }
  support: { type: webhook, url: https://example.com/in, secret: ${webhookSecret}, enabled: false }
cron:
  jobs:
    morning:
      schedule: { cron: '0 7 * * 1-5' }
      action: { type: tool, tool: time, params: {} }
`,
    })
    expect(config.channels).toEqual({
      telegram: {
        type: 'telegram',
        botToken: 'abc',
        enabled: true,
        maxPerMinute: 60,
        apiRoot: 'https://api.telegram.org',
      },
      support: {
        type: 'webhook',
        url: 'https://example.com/in',
        secret: webhookSecret,
        enabled: false,
        maxPerMinute: 60,
      },
      webchat,
    })
    expect(config.cron.jobs['morning']).toMatchObject({
      enabled: true,
      overlap: false,
      missed: 'once',
    })
  })

  it('hold for a key of the file that is left empty', async () => {
    const { config } = await loadFrom({ 'openclaw.yaml': 'logging:\nchannels:\nport: 4000\n' })
    expect(config).toMatchObject({ logging: { level: 'info' }, channels: {}, port: 4000 })
  })
})

describe('the file', () => {
  it.each([['openclaw.yaml'], ['openclaw.yml'], ['openclaw.json']])(
    '%s is found in the working directory',
    async (name) => {
      const { config, base, cwd } = await loadFrom({ [name]: '{"port": 4001}' })
      expect(config.port).toBe(4001)
      expect(base.file).toBe(join(cwd, name))
    },
  )

  it('is the one of --config, else of OPENCLAW_CONFIG, else openclaw.yaml, .yml, .json', async () => {
    const withoutYaml = {
      'cli.yaml': 'port: 1',
      'env.yaml': 'port: 2',
      'openclaw.yml': 'port: 4',
      'openclaw.json': '{"port": 5}',
    }
    const files = { ...withoutYaml, 'openclaw.yaml': 'port: 3' }
    const portOf = async (
      present: Record<string, string>,
      options: { file?: string; env?: Record<string, string> },
    ): Promise<number> => (await loadFrom(present, options)).config.port
    const env = { OPENCLAW_CONFIG: 'env.yaml' }
    expect(await portOf(files, { file: 'cli.yaml', env })).toBe(1)
    expect(await portOf(files, { env })).toBe(2)
    expect(await portOf(files, {})).toBe(3)
    expect(await portOf(withoutYaml, {})).toBe(4)
  })

  it('may be JSON with tabs and a byte order mark', async () => {
    const { config } = await loadFrom({
      'openclaw.json': '\uFEFF{\n\t"logging": {\n\t\t"level": "warn"\n\t}\n}',
    })
    expect(config.logging.level).toBe('warn')
  })

  it('may hold nothing but comments', async () => {
    expect((await loadFrom({ 'openclaw.yaml': '# port: 1\n' })).config.port).toBe(3000)
  })

  it('must be there when it is named', async () => {
    const byFlag = await refusal(loadFrom({}, { file: 'none.yaml' }))
    expect(byFlag.message).toMatch(/no configuration file \/.*\/none\.yaml, which --config names/)
    const byVariable = await refusal(loadFrom({}, { env: { OPENCLAW_CONFIG: 'none.yaml' } }))
    expect(byVariable.message).toMatch(/none\.yaml, which OPENCLAW_CONFIG names/)
    const empty = await refusal(loadFrom({}, { env: { OPENCLAW_CONFIG: '' } }))
    expect(empty.message).toMatch(/^OPENCLAW_CONFIG is empty/)
  })

  it('must be a file', async () => {
    const { message } = await refusal(loadFrom({ 'folder/x': '' }, { file: 'folder' }))
    expect(message).toMatch(/folder can't be read \(EISDIR\)/)
  })

  it.each([
    ['a key twice', 'port: 1\nport: 2\n', 'line 2, column 1: a key is there twice'],
    ['a key twice in JSON', '{"port": 1,\n"port": 2}', 'line 2, column 1: a key is there twice'],
    ['broken syntax', 'host: x\nport: [1', 'line 2, column 9: '],
    ['two documents', 'port: 1\n---\nport: 2\n', 'more than one document'],
    ['a list', '- port\n', 'must be a mapping of keys to values'],
    ['a text', 'port', 'must be a mapping of keys to values'],
    ['a tag', 'host: !!binary aGVsbG8=\n', 'line 1, column 7: a tag is not known'],
    ['a key that is no text', '? { a: b }\n: c\n', 'line 1, column 3'],
  ])('is refused with %s', async (_what, text, fault) => {
    const { message } = await refusal(loadFrom({ 'openclaw.yaml': text }))
    expect(message).toMatch(
      /^The configuration file \/.*\/openclaw\.yaml is not proper YAML or JSON:/,
    )
    expect(message).toContain(fault)
  })

  it('is refused when aliases blow it up', async () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const items = Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*a${level - 1}`))
      return `a${level}: &a${level} [${items.join(', ')}]`
    })
    const { message } = await refusal(loadFrom({ 'openclaw.yaml': levels.join('\n') }))
    expect(message).toContain('more than 100 values by alias')
  })

  it.each([
    'channels: { telegram: { botToken: "hunter2-hunter2, x: y } }\n',
    'host: !hunter2\n',
    'host: *hunter2\n',
    'host: |hunter2\n',
    'host: >hunter2\n',
    'host: "\\hunter2"\n',
    'host: @hunter2\n',
    '%hunter2\nhost: x\n',
    'host: x: hunter2\n',
    'host: [hunter2\n',
    'host: {hunter2: hunter2: 1}\n',
    'hunter2: 1\nhunter2: 2\n',
    '\thunter2: 1\n',
  ])('does not show its text in a syntax error: %j', async (text) => {
    const { message } = await refusal(loadFrom({ 'openclaw.yaml': text }))
    expect(message).toMatch(/is not proper YAML|is not valid/)
    expect(message.replace(/unknown key "hunter2"|hunter2: unknown/g, '')).not.toContain('hunter2')
  })

  it.each(['__proto__', 'constructor', 'prototype'])('must not have the key %s', async (key) => {
    const text = `{"cron": {"jobs": {"x": {"action": {"params": {"list": [{"${key}": {}}]}}}}}}`
    const { issues } = await refusal(loadFrom({ 'openclaw.json': text }))
    expect(issues).toEqual([
      {
        field: `cron.jobs.x.action.params.list.0.${key}`,
        rule: 'forbiddenKey',
        message: `the key "${key}" is not allowed anywhere`,
      },
    ])
  })
})

describe('${NAME}', () => {
  const yaml = (text: string, env: Record<string, string>): ReturnType<typeof loadFrom> =>
    loadFrom({ 'openclaw.yaml': text }, { env })

  it('stands for an environment variable anywhere in a text, inside of braces too', async () => {
    const { config } = await yaml(
      `
host: \${HOST_NAME}
channels:
  telegram: { type: telegram, botToken: \${TOKEN} }
  support: { type: webhook, url: "https://\${HOST_NAME}/\${PATH_2}", secret: ${webhookSecret} }
`,
      { HOST_NAME: 'example.com', TOKEN: '1:a, b: {', PATH_2: 'in' },
    )
    expect(config.host).toBe('example.com')
    expect(config.channels['telegram']).toMatchObject({ botToken: '1:a, b: {' })
    expect(config.channels['support']).toMatchObject({ url: 'https://example.com/in' })
  })

  it('is a number or a boolean where the schema asks for one', async () => {
    const { config } = await yaml(
      'port: ${P}\nrateLimits: { enabled: ${R} }\nevents: { retention: { days: ${D} } }\nhost: ${P}',
      { P: '8080', R: 'false', D: '0.5' },
    )
    expect(config).toMatchObject({
      port: 8080,
      host: '8080',
      rateLimits: { enabled: false },
      events: { retention: { days: 0.5 } },
    })
  })

  it('is not looked for in what came from the environment', async () => {
    const { config } = await yaml('host: ${A}', { A: '${B}' })
    expect(config.host).toBe('${B}')
  })

  it('is plain text after another dollar sign, in a key, and in a comment', async () => {
    const { config } = await yaml(
      `
# \${UNSET}
cron:
  jobs:
    x:
      schedule: { cron: '* * * * *' }
      action: { type: tool, tool: echo, params: { "\${KEY}": 'costs $5, $\${PLAIN}' } }
`,
      {},
    )
    expect(config.cron.jobs['x']?.action).toMatchObject({
      params: { '${KEY}': 'costs $5, ${PLAIN}' },
    })
  })

  it('names path and variable when it is not set', async () => {
    const { issues } = await refusal(
      yaml(
        'channels:\n  telegram: { type: telegram, botToken: "${NO_TOKEN}" }\nhost: ${constructor}',
        {},
      ),
    )
    expect(issues).toEqual([
      {
        field: 'channels.telegram.botToken',
        rule: 'environment',
        message: 'the environment variable NO_TOKEN is not set',
      },
      {
        field: 'host',
        rule: 'environment',
        message: 'the environment variable constructor is not set',
      },
    ])
  })

  it('is refused in a form that it does not have', async () => {
    const { issues } = await refusal(yaml('host: "${HOST:-x}"', { HOST: 'y' }))
    expect(issues).toMatchObject([{ field: 'host', rule: 'environment' }])
  })
})
