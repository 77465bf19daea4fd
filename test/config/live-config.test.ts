import { describe, expect, it, onTestFinished } from 'vitest'
import { LiveConfig, type LiveConfigOptions } from '../../src/config/live-config.ts'
import type { BaseLayer } from '../../src/config/load-config.ts'
import type { Config, Issue } from '../../src/generated/types.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { createLog, type Log } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { pino } from 'pino'
import { refusal, webhookSecret } from '../support/config.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const caller = { name: 'dashboard' }
const silent = createLog('silent')
const hashes = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`] as const

const layer = {
  port: 4000,
  databaseUrl: 'postgres://user:hunter2@db/x',
  auth: {
    tokens: [
      { name: 'one', hash: hashes[0], scopes: ['status:read'] },
      { name: 'two', hash: hashes[1], scopes: ['config:read'] },
    ],
  },
  channels: {
    bot: { type: 'telegram', botToken: 'hunter2' },
    hook: { type: 'webhook', url: 'https://example.com/in', secret: webhookSecret },
  },
}

const baseOf = (document: Record<string, unknown>): BaseLayer => ({
  file: '/etc/openclaw.yaml',
  layer: document,
})

async function newStore(dataDir?: string): Promise<Store> {
  const store = await openStore({ dataDir: dataDir ?? (await temporaryFolder()), log: silent })
  onTestFinished(() => store[Symbol.asyncDispose]())
  return store
}

async function open(options: Partial<LiveConfigOptions> = {}): Promise<LiveConfig> {
  const store = options.store ?? (await newStore())
  return LiveConfig.open({ base: baseOf(layer), log: silent, ...options, store })
}

/** The error of the domain that this ends with. */
async function fault(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof GatewayError) return error
  throw new Error('This did not end with a GatewayError.', { cause: error })
}

const issuesOf = async (work: Promise<unknown>): Promise<Issue[]> => {
  const { kind, code, details } = await fault(work)
  expect({ kind, code }).toEqual({ kind: 'invalid', code: 'INVALID_REQUEST' })
  return details.issues ?? []
}

describe('the answer', () => {
  it('is the effective configuration without secrets', async () => {
    const live = await open()
    const { config, etag, restartRequired } = live.get()
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: '[redacted]',
      auth: {
        tokens: [
          { name: 'one', hash: '[redacted]' },
          { name: 'two', hash: '[redacted]' },
        ],
      },
      channels: { bot: { botToken: '[redacted]' }, hook: { secret: '[redacted]' } },
    })
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    expect(restartRequired).toEqual([])
  })

  it('is a copy, and the configuration itself can not be changed', async () => {
    const live = await open()
    live.get().config.channels['bot'] = { ...hookOf(live.current) }
    expect(live.get().config.channels['bot']?.type).toBe('telegram')
    expect(() => (live.current.logging.level = 'fatal')).toThrow(TypeError)
    expect(() => live.current.auth.tokens.pop()).toThrow(TypeError)
  })
})

const hookOf = ({ channels }: Config): Config['channels'][string] => {
  const hook = channels['hook']
  if (hook === undefined) throw new Error('There is no hook.')
  return hook
}

describe('a patch', () => {
  it('goes before file and environment, is answered, and is live', async () => {
    const live = await open()
    const { config } = await live.update({ logging: { level: 'debug' } }, { caller })
    expect(config.logging.level).toBe('debug')
    expect(live.current.logging.level).toBe('debug')
    expect(live.get().config).toEqual(config)
  })

  it('with null takes away what the file says, and the default holds again', async () => {
    const live = await open()
    await live.update({ port: 5000 }, { caller })
    expect(live.current.port).toBe(5000)
    await live.update({ port: null, channels: { bot: null } }, { caller })
    expect(live.current.port).toBe(3000)
    expect(Object.keys(live.current.channels)).toEqual(['hook', 'webchat'])
  })

  it('can make a channel anew, of another type, that was taken away', async () => {
    const live = await open()
    const bot = { type: 'webhook', url: 'https://example.com/bot', secret: webhookSecret }
    await live.update({ channels: { bot: null } }, { caller })
    await live.update({ channels: { bot } }, { caller })
    expect(live.current.channels['bot']).toEqual({ ...bot, enabled: true, maxPerMinute: 60 })
  })

  it('keeps a secret that is sent back as [redacted], in arrays by name', async () => {
    const live = await open()
    await live.update(
      {
        auth: {
          tokens: [
            { name: 'two', hash: '[redacted]', scopes: ['config:write'] },
            { name: 'new', hash: hashes[0], scopes: ['status:read'] },
          ],
        },
        channels: { bot: { botToken: '[redacted]', enabled: false } },
      },
      { caller },
    )
    expect(live.current.auth.tokens).toEqual([
      { name: 'two', hash: hashes[1], scopes: ['config:write'] },
      { name: 'new', hash: hashes[0], scopes: ['status:read'] },
    ])
    expect(live.current.channels['bot']).toMatchObject({ botToken: 'hunter2', enabled: false })
  })

  it('leaves a kept secret to the file, where it may be changed later', async () => {
    const store = await newStore()
    const live = await open({ store })
    const { auth, channels } = live.get().config
    await live.update({ auth, channels, logging: { level: 'warn' } }, { caller })
    const bot = { type: 'telegram', botToken: 'new-secret' }
    const changed = baseOf({ ...layer, channels: { ...layer.channels, bot } })
    const reopened = await open({ store, base: changed })
    expect(reopened.current.channels['bot']).toMatchObject({ botToken: 'new-secret' })
    expect(reopened.current.logging.level).toBe('warn')
  })

  it('can change a secret, which changes the ETag', async () => {
    const live = await open()
    const { etag } = live.get()
    const answer = await live.update({ channels: { bot: { botToken: 'other' } } }, { caller })
    expect(live.current.channels['bot']).toMatchObject({ botToken: 'other' })
    expect(answer.etag).not.toBe(etag)
    expect(JSON.stringify(answer)).not.toContain('other')
  })

  it('is not searched for ${NAME}', async () => {
    const live = await open()
    await live.update({ host: '${HOME}' }, { caller })
    expect(live.current.host).toBe('${HOME}')
  })

  it('that changes nothing leaves the ETag', async () => {
    const live = await open()
    const first = await live.update({ logging: { level: 'debug' } }, { caller })
    const second = await live.update({ logging: { level: 'debug' } }, { caller })
    expect(second).toEqual(first)
  })
})

describe('a patch is refused', () => {
  const cases: [patch: Record<string, unknown>, field: string, rule: string, message: string][] = [
    [
      { chanels: {} },
      'body.chanels',
      'additionalProperties',
      'unknown key "chanels"; did you mean "channels"?',
    ],
    [{ port: 'x' }, 'body.port', 'type', 'must be integer'],
    [
      { channels: { x: { type: 'fax' } } },
      'body.channels.x.type',
      'discriminator',
      'type must be one of telegram, discord, webhook, webchat',
    ],
    [
      { channels: { hook: { url: null } } },
      'body.channels.hook.url',
      'required',
      "must have required property 'url'",
    ],
    [
      { dataDir: '/tmp' },
      'body.dataDir',
      'notForPatches',
      'says where patches are kept: set it in the file or environment',
    ],
    [
      { databaseUrl: null },
      'body.databaseUrl',
      'notForPatches',
      'says where patches are kept: set it in the file or environment',
    ],
    [
      { auth: { tokens: [{ name: 'x', hash: '[redacted]', scopes: ['status:read'] }] } },
      'body.auth.tokens.0.hash',
      'secret',
      '"[redacted]" keeps a secret that is known, and none is; give the secret itself',
    ],
  ]

  it.each(cases)('%j', async (patch, field, rule, message) => {
    const live = await open()
    const before = live.get()
    expect(await issuesOf(live.update(patch, { caller }))).toEqual([{ field, rule, message }])
    expect(live.get()).toEqual(before)
  })

  it.each(['__proto__', 'constructor', 'prototype'])('with the key %s anywhere', async (key) => {
    const live = await open()
    const text = `{"channels": {"x": {"list": [{"${key}": {"polluted": true}}]}}}`
    const patch = JSON.parse(text) as Record<string, unknown>
    expect(await issuesOf(live.update(patch, { caller }))).toMatchObject([
      { field: `body.channels.x.list.0.${key}`, rule: 'forbiddenKey' },
    ])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('when a rule of another room says so', async () => {
    const found = { field: 'tools.disabled.0', rule: 'tool', message: 'there is no such tool' }
    const live = await open({ check: ({ tools }) => (tools.disabled.length > 0 ? [found] : []) })
    expect(await issuesOf(live.update({ tools: { disabled: ['x'] } }, { caller }))).toEqual([
      { ...found, field: 'body.tools.disabled.0' },
    ])
  })

  it('in a few words, however much is wrong', async () => {
    const live = await open()
    const wrong = Array.from({ length: 3000 }, (_, index): [string, string] => [
      `key${index}`,
      'x'.repeat(100),
    ])
    const { message, details } = await fault(live.update(Object.fromEntries(wrong), { caller }))
    expect(message.length).toBeLessThanOrEqual(4000)
    expect(details.issues?.length).toBeLessThanOrEqual(100)
  })

  it('and nothing is kept of it', async () => {
    const store = await newStore()
    const live = await open({ store })
    await fault(live.update({ logging: { level: 'debug' }, port: -1 }, { caller }))
    expect((await open({ store })).current).toEqual(live.current)
    expect(live.current.logging.level).toBe('info')
  })

  it('when it can not be stored, and is not live then', async () => {
    const store = await openStore({ dataDir: await temporaryFolder(), log: silent })
    const live = await open({ store })
    const told: Config[] = []
    live.onChange((config) => told.push(config))
    await store[Symbol.asyncDispose]()
    const { kind } = await fault(live.update({ logging: { level: 'debug' } }, { caller }))
    expect(kind).toBe('unavailable')
    expect(live.current.logging.level).toBe('info')
    expect(told).toEqual([])
  })
})

describe('If-Match', () => {
  const patch = { logging: { level: 'debug' } }

  it('lets a patch pass that was made for this state', async () => {
    const live = await open()
    const { etag } = await live.update(patch, { caller, ifMatch: live.get().etag })
    expect(etag).toBe(live.get().etag)
    await live.update({ port: 1 }, { caller, ifMatch: `"other", ${etag}` })
    await live.update({ port: 2 }, { caller, ifMatch: '*' })
    expect(live.current.port).toBe(2)
  })

  it.each([
    ['an old state', (etag: string) => etag],
    ['a weak one', () => 'W/"x"'],
    ['nonsense', () => 'x'],
  ])('refuses %s', async (_what, ifMatchOf) => {
    const live = await open()
    const ifMatch = ifMatchOf(live.get().etag)
    await live.update({ port: 1 }, { caller })
    const { kind, details } = await fault(live.update(patch, { caller, ifMatch }))
    expect(kind).toBe('conflict')
    expect(details.issues).toMatchObject([{ field: 'header.if-match', rule: 'etag' }])
    expect(live.current.logging.level).toBe('info')
  })

  it('refuses this state in its weak form', async () => {
    const live = await open()
    const { kind } = await fault(live.update(patch, { caller, ifMatch: `W/${live.get().etag}` }))
    expect(kind).toBe('conflict')
  })

  it('lets one of many pass that saw the same state', async () => {
    const live = await open()
    const ifMatch = live.get().etag
    const tries = Array.from({ length: 20 }, (_, port) =>
      live.update({ port }, { caller, ifMatch }),
    )
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    expect(done).toHaveLength(1)
  })
})

describe('patches at the same time', () => {
  it('all hold, one after the other', async () => {
    const store = await newStore()
    const live = await open({ store })
    const names = Array.from({ length: 30 }, (_, index) => `bot${index}`)
    const steps: number[] = []
    live.onChange(({ channels }, previous) => {
      steps.push(Object.keys(channels).length - Object.keys(previous.channels).length)
    })
    await Promise.all(
      names.map((name) =>
        live.update({ channels: { [name]: { type: 'telegram', botToken: 't' } } }, { caller }),
      ),
    )
    expect(Object.keys(live.current.channels)).toEqual(['bot', 'hook', ...names, 'webchat'])
    expect(steps).toEqual(names.map(() => 1))
    expect((await open({ store })).current).toEqual(live.current)
  })

  it('do not wait for one that failed', async () => {
    const live = await open()
    const [failed, done] = await Promise.allSettled([
      live.update({ port: -1 }, { caller }),
      live.update({ port: 1 }, { caller }),
    ])
    expect([failed.status, done.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('patches are kept', () => {
  it('over a restart, with the ETag', async () => {
    const dataDir = await temporaryFolder()
    const first = await openStore({ dataDir, log: silent })
    const live = await open({ store: first })
    await live.update({ port: null, logging: { level: 'debug' } }, { caller })
    const answer = await live.update({ channels: { hook: { enabled: false } } }, { caller })
    await first[Symbol.asyncDispose]()
    const reopened = await open({ store: await newStore(dataDir) })
    expect(reopened.current).toEqual(live.current)
    expect(reopened.get()).toEqual({ ...answer, restartRequired: [] })
  })

  it('and hold over a file that has changed', async () => {
    const store = await newStore()
    await (await open({ store })).update({ logging: { level: 'debug' }, port: null }, { caller })
    const changed = baseOf({ ...layer, port: 9, logging: { level: 'warn' }, host: '::1' })
    const reopened = await open({ store, base: changed })
    expect(reopened.current).toMatchObject({ port: 3000, logging: { level: 'debug' }, host: '::1' })
  })

  it('under another ETag when the file has changed', async () => {
    const store = await newStore()
    const [live, changed] = [await open({ store }), await open({ store, base: baseOf({}) })]
    expect(changed.get().etag).not.toBe(live.get().etag)
  })

  it('or stop the start, when the file has changed so that they do not fit', async () => {
    const store = await newStore()
    await (await open({ store })).update({ channels: { hook: { enabled: false } } }, { caller })
    const error = await refusal(open({ store, base: baseOf({ channels: {} }) }))
    expect(error.issues).toMatchObject([{ field: 'channels.hook.type', rule: 'discriminator' }])
    expect(error.message).toContain('do not fit /etc/openclaw.yaml any more')
    expect(error.message).toContain('Put back what was there')
  })

  it.each(['[]', '{"patch": {}}', '{"revision": 1, "patch": []}', '{"revision": 1'])(
    'or stop the start, when they are something else: %s',
    async (text) => {
      const store = await newStore()
      await store.write(({ documents }) => documents.put('config.patch', text))
      expect((await refusal(open({ store }))).message).toContain('config.patch')
    },
  )
})

describe('restartRequired', () => {
  it('names what differs from the start, until it does not', async () => {
    const live = await open()
    const set = async (patch: Record<string, unknown>): Promise<string[]> =>
      (await live.update(patch, { caller })).restartRequired
    expect(await set({ logging: { level: 'debug' } })).toEqual([])
    expect(await set({ port: 5000 })).toEqual(['port'])
    const all = await set({
      host: '::1',
      http: { trustProxy: true },
      tools: { workspace: '/srv' },
      channels: { bot: { enabled: false } },
      cron: {
        jobs: {
          x: { schedule: { cron: '* * * * *' }, action: { type: 'tool', tool: 't', params: {} } },
        },
      },
    })
    const every = ['host', 'port', 'tools.workspace', 'cron.jobs']
    expect(all).toEqual(every)
    expect(live.get().restartRequired).toEqual(every)
    const back = { host: null, port: 4000, http: null, tools: null, cron: null }
    expect(await set({ ...back, channels: { bot: { enabled: null } } })).toEqual([])
  })
})

describe('onChange', () => {
  it('is called with the new and the previous configuration, after the commit, until it is ended', async () => {
    const store = await newStore()
    const live = await open({ store })
    const seen: [string, string][] = []
    const kept: Promise<unknown>[] = []
    const end = live.onChange((config, previous) => {
      seen.push([config.logging.level, previous.logging.level])
      kept.push(store.read(({ documents }) => documents.get('config.patch')))
    })
    await live.update({ logging: { level: 'debug' } }, { caller })
    await live.update({ logging: { level: 'debug' } }, { caller })
    await live.update({ logging: null }, { caller })
    end()
    await live.update({ logging: { level: 'warn' } }, { caller })
    expect(seen).toEqual([
      ['debug', 'info'],
      ['info', 'debug'],
    ])
    expect((await Promise.all(kept))[0]).toContain('debug')
  })

  it('does not let one listener harm the others or the patch', async () => {
    const live = await open()
    const seen: string[] = []
    live.onChange(() => {
      throw new Error('broken')
    })
    live.onChange(({ logging }) => seen.push(logging.level))
    await live.update({ logging: { level: 'debug' } }, { caller })
    expect(seen).toEqual(['debug'])
  })
})

describe('the log', () => {
  const recording = (): { log: Log; lines: string[] } => {
    const lines: string[] = []
    const log = pino({ base: null }, { write: (line) => void lines.push(line) })
    return { log, lines }
  }

  it('tells who changed which keys, and no values', async () => {
    const { log, lines } = recording()
    const live = await open({ log })
    await live.update(
      {
        logging: { level: 'debug' },
        http: { allowedOrigins: ['https://a.example'] },
        channels: { bot: { botToken: 'other-secret' }, hook: null },
      },
      { caller },
    )
    expect(lines).toHaveLength(1)
    const { caller: name, changed } = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    expect(name).toBe('dashboard')
    expect(new Set(changed as string[])).toEqual(
      new Set(['logging.level', 'http.allowedOrigins', 'channels.bot.botToken', 'channels.hook']),
    )
    expect(lines[0]).not.toMatch(/other-secret|hunter2|debug|a\.example/)
  })

  it('is quiet when nothing changed', async () => {
    const { log, lines } = recording()
    await (await open({ log })).update({ port: 4000 }, { caller })
    expect(lines).toEqual([])
  })
})

describe('two gateways on one store', () => {
  it('see what the other has changed, and keep it', async () => {
    const store = await newStore()
    const [one, other] = [await open({ store }), await open({ store })]
    const levels: string[] = []
    other.onChange(({ logging }) => levels.push(logging.level))
    await one.update({ logging: { level: 'debug' } }, { caller })
    expect(other.current.logging.level).toBe('info')
    await other.refresh()
    await other.refresh()
    expect(levels).toEqual(['debug'])
    await one.update({ port: 1 }, { caller })
    await other.update({ host: '::1' }, { caller })
    expect(other.current).toMatchObject({ port: 1, host: '::1', logging: { level: 'debug' } })
    const { etag } = one.get()
    const { kind } = await fault(one.update({ port: 2 }, { caller, ifMatch: etag }))
    expect(kind).toBe('conflict')
    await one.refresh()
    expect(one.get().etag).toBe(other.get().etag)
  })

  it('keep their own when what the other has changed does not fit', async () => {
    const store = await newStore()
    const one = await open({ store })
    const other = await open({ store, base: baseOf({ port: 7 }) })
    await one.update({ channels: { hook: { enabled: false } } }, { caller })
    await other.refresh()
    expect(other.current.port).toBe(7)
    expect((await fault(other.update({ port: 8 }, { caller }))).kind).toBe('conflict')
  })

  it('do not go back to what was read before a patch of their own', async () => {
    const store = await newStore()
    let gate: Promise<unknown> = Promise.resolve()
    const slow: LiveConfigOptions['store'] = {
      write: (work) => store.write(work),
      read: async (work) => {
        const found = await store.read(work)
        await gate
        return found
      },
    }
    const live = await open({ store: slow })
    const { promise, resolve } = Promise.withResolvers<undefined>()
    gate = promise
    const refreshed = live.refresh()
    const updated = live.update({ port: 1 }, { caller })
    // By now the patch would be live if it did not wait its turn.
    for (let turn = 0; turn < 5; turn += 1) await store.write(() => Promise.resolve())
    resolve(undefined)
    await Promise.all([refreshed, updated])
    expect(live.current.port).toBe(1)
  })

  it('keep what they have while the store does not answer', async () => {
    const store = await openStore({ dataDir: await temporaryFolder(), log: silent })
    const live = await open({ store })
    await store[Symbol.asyncDispose]()
    await live.refresh()
    expect(live.current.port).toBe(4000)
  })
})
