import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/config/json.ts'
import { LiveConfig } from '../../src/config/live-config.ts'
import type { LoadedConfig } from '../../src/config/load-config.ts'
import type { Config, ConfigPatch } from '../../src/generated/types.ts'
import { createLog } from '../../src/kernel/log.ts'
import type { Store } from '../../src/store/store.ts'
import { refusal, webhookSecret } from '../support/config.ts'
import { openTestStore } from '../support/stores.ts'
import { until } from '../support/until.ts'

const caller = { name: 'dashboard' }
const hook = { type: 'webhook', url: 'https://example.com/in', secret: webhookSecret }
const withHook = { channels: { hook } }

const loaded = (layer: JsonObject): Promise<LoadedConfig> =>
  Promise.resolve({
    base: { file: '/etc/openclaw.yaml', layer },
    config: {} as Config,
    gatewayToken: undefined,
  })

const open = async (store: Store, layer: JsonObject): Promise<LiveConfig> =>
  LiveConfig.open({ base: (await loaded(layer)).base, store, log: createLog('silent') })

/** What the store keeps of these patches, one after the other. */
async function keptOf(layer: JsonObject, ...patches: ConfigPatch[]): Promise<unknown> {
  const store = await openTestStore()
  const live = await open(store, layer)
  for (const patch of patches) await live.update(patch, { caller })
  const text = await store.read(({ documents }) => documents.get('config.patch'))
  return text === undefined ? undefined : (JSON.parse(text) as { patch: unknown }).patch
}

describe('what a patch has set and another took back', () => {
  it('leaves nothing', async () => {
    const off = { channels: { hook: { enabled: false } } }
    expect(await keptOf(withHook, off, { channels: { hook: { enabled: null } } })).toEqual({})
    const own = { channels: { own: hook } }
    expect(await keptOf(withHook, own, { channels: { own: null } })).toEqual({})
    expect(await keptOf(withHook, { channels: { hook: null } })).toEqual({
      channels: { hook: null },
    })
  })

  it('leaves nothing either when it is a secret that was sent back as it reads', async () => {
    const store = await openTestStore()
    const live = await open(store, withHook)
    const { etag } = live.get()
    await live.update({ channels: { hook: { secret: '[redacted]' } } }, { caller })
    expect(live.get().etag).toBe(etag)
    expect(await store.read(({ documents }) => documents.get('config.patch'))).toBeUndefined()
  })

  it('does not keep the file from losing it', async () => {
    const store = await openTestStore()
    const live = await open(store, withHook)
    await live.update({ channels: { hook: { enabled: false } } }, { caller })
    await refusal(open(store, {}))
    await live.update({ channels: { hook: { enabled: null } } }, { caller })
    expect(Object.keys((await open(store, {})).current.channels)).toEqual(['webchat'])
  })
})

describe('a file that the patches do not fit', () => {
  /** Whose file has lost the channel that a patch disabled. */
  async function openWithProblem() {
    const store = await openTestStore()
    const live = await open(store, withHook)
    await live.update({ channels: { hook: { enabled: false } } }, { caller })
    const problems: string[] = []
    live.onProblem((problem) => problems.push(problem))
    const load = () => loaded({ logging: { level: 'warn' } })
    expect(await live.reload(load)).toBe(true)
    expect(live.problem?.message).toContain('channels.hook.type')
    return { store, live, problems }
  }

  it('is taken over once they do', async () => {
    const { live } = await openWithProblem()
    await live.update({ channels: { hook: { enabled: null } } }, { caller })
    await until(() => {
      expect(live.problem).toBeUndefined()
    })
    expect(live.current.logging.level).toBe('warn')
    expect(Object.keys(live.current.channels)).toEqual(['webchat'])
  })

  it('is taken over also when another gateway has taken the patch back', async () => {
    const { store, live } = await openWithProblem()
    const other = await open(store, withHook)
    await other.update({ channels: { hook: null } }, { caller })
    await live.refresh()
    await until(() => {
      expect(live.problem).toBeUndefined()
    })
    expect(live.current.logging.level).toBe('warn')
  })

  it('is tried in vain by other patches, and told once', async () => {
    const { live, problems } = await openWithProblem()
    const before = live.problem
    await live.update({ delivery: { retryDelays: [1] } }, { caller })
    // In turn behind the try.
    await live.refresh()
    await live.update({ delivery: { retryDelays: [2] } }, { caller })
    await live.refresh()
    expect(live.problem).toEqual(before)
    expect(problems).toHaveLength(1)
    expect(live.current.logging.level).toBe('info')
    expect(live.current.delivery.retryDelays).toEqual([2])
  })
})
