import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { LiveConfigOptions } from '../../src/config/live-config.ts'
import type { Log } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { baseOf, caller, fault, newStore, open, silent } from './live.ts'

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
