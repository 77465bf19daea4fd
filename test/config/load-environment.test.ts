import { describe, expect, it } from 'vitest'
import { loadFrom, refusal } from '../support/config.ts'

describe('the environment', () => {
  it('goes before the file', async () => {
    const { config } = await loadFrom(
      { 'openclaw.yaml': 'host: a\nport: 1\ndataDir: a\nlogging: { level: warn }\n' },
      {
        env: {
          OPENCLAW_HOST: '0.0.0.0',
          OPENCLAW_PORT: '8080',
          OPENCLAW_DATA_DIR: '/srv/data',
          OPENCLAW_DATABASE_URL: 'postgres://u:p@db/x',
          OPENCLAW_LOG_LEVEL: 'debug',
        },
      },
    )
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      dataDir: '/srv/data',
      databaseUrl: 'postgres://u:p@db/x',
      logging: { level: 'debug' },
    })
  })

  it('makes a channel of TELEGRAM_BOT_TOKEN alone', async () => {
    const { config } = await loadFrom({}, { env: { TELEGRAM_BOT_TOKEN: '1:abc' } })
    expect(config.channels['telegram']).toMatchObject({ type: 'telegram', botToken: '1:abc' })
  })

  it('merges TELEGRAM_BOT_TOKEN with what the file says of the channel', async () => {
    const { config } = await loadFrom(
      {
        'openclaw.yaml':
          'channels: { telegram: { enabled: false, apiRoot: http://127.0.0.1:1, botToken: old } }',
      },
      { env: { TELEGRAM_BOT_TOKEN: 'new' } },
    )
    expect(config.channels['telegram']).toEqual({
      type: 'telegram',
      enabled: false,
      maxPerMinute: 60,
      apiRoot: 'http://127.0.0.1:1',
      botToken: 'new',
    })
  })

  it('gives the gateway token apart from the configuration', async () => {
    const { gatewayToken, config } = await loadFrom(
      {},
      { env: { OPENCLAW_GATEWAY_TOKEN: 'secret' } },
    )
    expect(gatewayToken).toBe('secret')
    expect(JSON.stringify(config)).not.toContain('secret')
  })

  it('is named when it is wrong', async () => {
    const error = await refusal(
      loadFrom({}, { env: { OPENCLAW_PORT: 'http', OPENCLAW_LOG_LEVEL: 'loud' } }),
    )
    expect(error.issues).toEqual([
      { field: 'port', rule: 'type', message: 'must be integer' },
      {
        field: 'logging.level',
        rule: 'enum',
        message: 'must be one of trace, debug, info, warn, error, fatal, silent',
      },
    ])
    expect(error.message.split('\n')).toEqual([
      'The configuration is not valid (there is no file):',
      '  port (from OPENCLAW_PORT): must be integer [type]',
      '  logging.level (from OPENCLAW_LOG_LEVEL): must be one of trace, debug, info, warn, error, fatal, silent [enum]',
      'Correct this.',
    ])
  })

  it.each([
    ['OPENCLAW_HOST', 'host'],
    ['OPENCLAW_PORT', 'port'],
    ['OPENCLAW_DATA_DIR', 'dataDir'],
    ['OPENCLAW_DATABASE_URL', 'databaseUrl'],
    ['OPENCLAW_LOG_LEVEL', 'logging.level'],
    ['TELEGRAM_BOT_TOKEN', 'channels.telegram.botToken'],
  ])('must not have an empty %s', async (name, field) => {
    const { issues } = await refusal(loadFrom({}, { env: { [name]: ' ' } }))
    expect(issues).toEqual([
      { field, rule: 'environment', message: `${name} is empty; give it a value or unset it` },
    ])
  })
})
