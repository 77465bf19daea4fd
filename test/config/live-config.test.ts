import { describe, expect, it } from 'vitest'
import type { Config } from '../../src/generated/types.ts'
import { openStore } from '../../src/store/open-store.ts'
import { refusal, webhookSecret } from '../support/config.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { baseOf, caller, hashes, layer, newStore, open, silent } from './live.ts'

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

  it('under another ETag when the file has changed, if only a secret of it', async () => {
    const store = await newStore()
    const [live, same] = [await open({ store }), await open({ store })]
    expect(same.get().etag).toBe(live.get().etag)
    const bot = { ...layer.channels.bot, botToken: 'another' }
    for (const other of [{}, { ...layer, channels: { ...layer.channels, bot } }]) {
      const changed = await open({ store, base: baseOf(other) })
      expect(changed.get().etag).not.toBe(live.get().etag)
    }
  })

  it('under an ETag from which nobody can guess a secret: another store gives another one', async () => {
    expect((await open()).get().etag).not.toBe((await open()).get().etag)
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
    const every = ['host', 'port', 'tools.workspace']
    expect(all).toEqual(every)
    expect(live.get().restartRequired).toEqual(every)
    const back = { host: null, port: 4000, http: null, tools: null, cron: null }
    expect(await set({ ...back, channels: { bot: { enabled: null } } })).toEqual([])
  })
})

describe('onChange', () => {
  it('is called with the new and the previous configuration, before that is kept, until it is ended', async () => {
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
    // So what a part can't apply is never what the next start reads.
    expect((await Promise.all(kept))[0]).toBeUndefined()
    expect(await store.read(({ documents }) => documents.get('config.patch'))).toContain('warn')
  })
})
