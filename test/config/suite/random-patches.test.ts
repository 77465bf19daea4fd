import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import type { JsonObject } from '../../../src/config/json.ts'
import { LiveConfig } from '../../../src/config/live-config.ts'
import { type BaseLayer, loadConfig } from '../../../src/config/load-config.ts'
import { applyPatch } from '../../../src/config/merge-patch.ts'
import { resolveConfig } from '../../../src/config/resolve-config.ts'
import { keepSecrets } from '../../../src/config/secrets.ts'
import { startIssues } from '../../../src/config/start-check.ts'
import { checkConfig } from '../../../src/gateway/config-rules.ts'
import type { Config } from '../../../src/generated/types.ts'
import { GatewayError } from '../../../src/kernel/errors.ts'
import { createLog } from '../../../src/kernel/log.ts'
import { startServer } from '../../../src/server.ts'
import { openStore } from '../../../src/store/open-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { gatewayToken } from '../../support/server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { patches } from './random-values.ts'
import { keptIn } from './setting.ts'
import { fixedChannel } from './valid-values.ts'

const seed = 20_261_125
const rounds = 1_000
const startEvery = 50
const log = createLog('silent')

/** A gateway's configuration, which can be left to the real server for a while. */
class Setting {
  readonly #cwd: string
  readonly #base: BaseLayer
  #store: Store
  live: LiveConfig
  /** File, environment and all patches so far, each applied to what was there. */
  layer: JsonObject
  host: string
  starts = 0

  private constructor(cwd: string, base: BaseLayer, opened: { store: Store; live: LiveConfig }) {
    this.#cwd = cwd
    this.#base = base
    this.layer = base.layer
    this.#store = opened.store
    this.live = opened.live
    this.host = opened.live.current.host
  }

  static async open(): Promise<Setting> {
    const cwd = await temporaryFolder()
    const document = { channels: { fixed: fixedChannel }, logging: { level: 'warn' } }
    await writeFile(join(cwd, 'openclaw.json'), JSON.stringify(document))
    const { base } = await loadConfig(optionsOf(cwd))
    const store = await openStore({ dataDir: join(cwd, 'data'), log })
    const setting = new Setting(cwd, base, { store, live: await liveOn(cwd, base, store) })
    onTestFinished(() => setting.#store[Symbol.asyncDispose]())
    return setting
  }

  /** What a start would read now. */
  async atStart(): Promise<Config> {
    return (await liveOn(this.#cwd, this.#base, this.#store)).current
  }

  kept(): Promise<string | undefined> {
    return keptIn(this.#store)
  }

  /** The real server, on this configuration: it answers, and it stops. */
  async start(): Promise<void> {
    await this.#store[Symbol.asyncDispose]()
    const server = await startServer({ ...optionsOf(this.#cwd), output: { write: () => true } })
    try {
      expect((await fetch(`${server.url}/health`)).status).toBe(200)
    } finally {
      await server.close()
    }
    this.#store = await openStore({ dataDir: join(this.#cwd, 'data'), log })
    this.live = await liveOn(this.#cwd, this.#base, this.#store)
    this.host = this.live.current.host
    this.starts += 1
  }
}

const optionsOf = (cwd: string) => ({
  cwd,
  check: checkConfig,
  env: {
    OPENCLAW_PORT: '0',
    OPENCLAW_DATA_DIR: join(cwd, 'data'),
    OPENCLAW_GATEWAY_TOKEN: gatewayToken,
  },
})

/** As the server has it. */
const liveOn = (cwd: string, base: BaseLayer, store: Store): Promise<LiveConfig> =>
  LiveConfig.open({
    base,
    store,
    log,
    check: checkConfig,
    startIssues: (next, known) => startIssues(next, known, cwd),
  })

/** @returns whether it was taken */
async function tryPatch(setting: Setting, patch: JsonObject): Promise<boolean> {
  const { live } = setting
  const { current } = live
  const before = live.get()
  const kept = await setting.kept()
  const error: unknown = await live.update(patch, { caller: { name: 'random' } }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error === undefined) {
    expect(hasReservedKey(patch)).toBe(false)
    expect(depthOf(patch)).toBeLessThanOrEqual(32)
    setting.layer = applyPatch(setting.layer, keepSecrets(patch, current))
    const options = { check: checkConfig, host: setting.host }
    const expected = resolveConfig(setting.layer, options)
    expect(expected).toEqual({ valid: true, config: live.current })
    // A start goes by its own host, and so may have the web chat of loopback where this one has not, or the other way round.
    const config = await setting.atStart()
    expect(resolveConfig(setting.layer, { check: checkConfig })).toEqual({ valid: true, config })
    return true
  }
  expectRefusal(error)
  expect(await setting.kept()).toBe(kept)
  expect(live.current).toBe(current)
  expect(live.get()).toEqual(before)
  return false
}

/** Keys that reach into JavaScript's own objects: nothing with one of them may be taken. */
const hasReservedKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([key, inner]) => /^(__proto__|constructor|prototype)$/.test(key) || hasReservedKey(inner),
  )

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0

function expectRefusal(error: unknown): void {
  if (!(error instanceof GatewayError)) throw new Error('No GatewayError.', { cause: error })
  const { kind, message, details } = error
  expect(kind).toBe('invalid')
  expect(message.length).toBeLessThanOrEqual(4_000)
  expect(details.issues?.length).toBeGreaterThan(0)
  for (const { field, message: why } of details.issues ?? []) {
    expect(field).toMatch(/^body(\.|$)/)
    expect(why).not.toBe('')
  }
}

it('leaves, whatever the patches, a configuration that is valid, kept, and starts', async () => {
  const setting = await Setting.open()
  const tally = { accepted: 0, refused: 0 }
  for (const [round, patch] of fc.sample(patches, { seed, numRuns: rounds }).entries()) {
    try {
      const isTaken = await tryPatch(setting, patch)
      tally[isTaken ? 'accepted' : 'refused'] += 1
      if (isTaken && tally.accepted % startEvery === 0) await setting.start()
    } catch (cause) {
      const text = JSON.stringify(patch).slice(0, 2_000)
      throw new Error(`Seed ${seed}, patch ${round}: ${text}\n${String(cause)}`, { cause })
    }
  }
  await setting.start()
  const { starts } = setting
  expect(tally.accepted).toBeGreaterThanOrEqual(200)
  expect(tally.refused).toBeGreaterThanOrEqual(200)
  expect(starts).toBe(Math.floor(tally.accepted / startEvery) + 1)
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
}, 180_000)
