import { isDeepStrictEqual } from 'node:util'
import type { Config, ConfigPatch, Issue } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import { matches, readEtagKey } from './etag.ts'
import { type ConfigProblem, FileProblem } from './file-problem.ts'
import { type ConfigListener, Followers } from './followers.ts'
import type { BaseLayer, LoadedConfig } from './load-config.ts'
import { composePatches, tidied } from './merge-patch.ts'
import { type Overlay, readOverlay, writeOverlay } from './overlay.ts'
import { shapeIssues } from './problems.ts'
import {
  foreign,
  invalidBody,
  misfit,
  misplaced,
  notApplied,
  refuse,
  stale,
  unusable,
} from './refusals.ts'
import type { ConfigCheck } from './resolve-config.ts'
import { keepSecrets, redact } from './secrets.ts'
import {
  changedPaths,
  type Judging,
  type Snapshot,
  type SnapshotResult,
  takeSnapshot,
  waitingForRestart,
} from './snapshot.ts'

export interface ConfigState {
  /** Effective, secrets redacted. */
  config: Config
  /** Strong, in quotes, as HTTP has it. */
  etag: string
  /** Keys that wait for a restart, as `port` or `tools.workspace`. */
  restartRequired: string[]
}

export interface LiveConfigOptions {
  base: BaseLayer
  store: Pick<Store, 'read' | 'write'>
  log: Log
  /** Rules of other rooms. */
  check?: ConfigCheck
  /** Whether the next start could use what waits for it. @param known to work, in whole, as each of them has it */
  startIssues?: (next: Config, known: readonly Config[]) => Promise<Issue[]>
}

/** Another gateway may be faster so often; more would be no accident. */
const mostAttempts = 5

/** The configuration while the gateway runs: file and environment, and over them the patches that the store keeps. */
export class LiveConfig {
  readonly #options: LiveConfigOptions
  readonly #judging: Judging
  readonly #started: Config
  readonly #followers: Followers
  readonly #problem: FileProblem
  #base: BaseLayer
  #snapshot: Snapshot
  /** Of another gateway, and said already. */
  #misfit: Overlay | undefined
  /** Reads the file that has this problem. */
  #unused: (() => Promise<LoadedConfig | undefined>) | undefined
  #lastTurn: Promise<unknown> = Promise.resolve()

  private constructor(options: LiveConfigOptions, snapshot: Snapshot, judging: Judging) {
    this.#options = options
    this.#judging = judging
    this.#base = options.base
    this.#snapshot = snapshot
    this.#started = snapshot.config
    this.#followers = new Followers(options.log)
    this.#problem = new FileProblem(options.log)
  }

  /** @throws ConfigError when the kept patches no longer fit what the file says */
  static async open(options: LiveConfigOptions): Promise<LiveConfig> {
    const overlay = await options.store.read(readOverlay)
    const judging = { check: options.check, etagKey: await readEtagKey(options.store) }
    const result = takeSnapshot({ base: options.base.layer, overlay }, judging)
    if (!result.valid) throw misfit(options.base, result.issues)
    return new LiveConfig(options, result.snapshot, judging)
  }

  /** Effective, with its secrets; frozen. */
  get current(): Config {
    return this.#snapshot.config
  }

  get(): ConfigState {
    const { config, etag } = this.#snapshot
    const restartRequired = waitingForRestart(this.#started, config)
    return { config: redact(config), etag, restartRequired }
  }

  /** Of the configuration file as it is; undefined while it is used. */
  get problem(): ConfigProblem | undefined {
    return this.#problem.current
  }

  /** @returns a function that ends it */
  onChange(listener: ConfigListener): () => void {
    return this.#followers.add(listener)
  }

  /**
   * Applies a JSON Merge Patch, makes it live and keeps it; one after the other. What a part can't apply, or the store can't keep, changes
   * nothing.
   * @throws GatewayError `invalid` with fields from `body` on, `conflict` when `ifMatch` names another state, what a part threw
   */
  async update(
    patch: ConfigPatch,
    options: { caller: { name: string }; ifMatch?: string | undefined },
  ): Promise<ConfigState> {
    refuse([...shapeIssues(patch), ...misplaced(patch)])
    return this.#inTurn(async () => {
      for (let attempt = 1; attempt <= mostAttempts; attempt++) {
        const kept = await this.#options.store.read(readOverlay)
        const { before, after } = this.#patched(kept, patch, options.ifMatch)
        if (after.config !== this.current) refuse(await this.#startIssues(after.config))
        const had = this.current
        if (!(await this.#applyAndKeep(after, kept))) continue
        this.#logChange('another gateway', had, before.config)
        this.#logChange(options.caller.name, before.config, after.config)
        return this.get()
      }
      throw new GatewayError('unavailable', 'Others change the configuration all the time.')
    })
  }

  /** Takes over what another gateway on the same store has changed. Does not reject: what fails is logged. */
  async refresh(): Promise<void> {
    const { store, log } = this.#options
    await this.#inTurn(async () => {
      const overlay = await store.read(readOverlay)
      const result = this.#snapshotOf(overlay)
      if (isDeepStrictEqual(overlay, this.#misfit)) return
      this.#misfit = overlay
      if (!result.valid) {
        log.error({ issues: result.issues }, 'Patches of another gateway do not fit here')
        return
      }
      const had = this.current
      this.#adopt(result.snapshot)
      this.#logChange('another gateway', had, this.current)
      this.#misfit = undefined
    }).catch((err: unknown) => {
      log.warn({ err }, 'The patches of another gateway could not be taken over')
    })
  }

  /** @param listener told why a changed file was not taken over, without values; must not throw @returns a function that ends it */
  onProblem(listener: (problem: string) => void): () => void {
    return this.#problem.follow(listener)
  }

  /**
   * Takes over what is in the file now; where that is wrong, all stays as it is, and why is told. It is tried again after each patch, which
   * may be what it takes. Does not reject.
   * @param load gives undefined when it can't be read yet
   * @returns false when it has to be tried again, for that, or because the store with the patches did not answer
   */
  async reload(load: () => Promise<LoadedConfig | undefined>): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#unused = undefined
      const loaded = await load()
      if (loaded === undefined) return false
      const { base } = loaded
      const overlay = await this.#options.store.read(readOverlay)
      const { host } = this.#started
      const result = takeSnapshot({ base: base.layer, overlay, host }, this.#judging)
      if (!result.valid) throw misfit(base, result.issues)
      const issues = await this.#startIssues(result.snapshot.config)
      if (issues.length > 0) throw unusable(base, issues)
      const had = this.current
      this.#adopt(result.snapshot)
      this.#logChange('the configuration file', had, this.current)
      this.#base = base
      this.#problem.clear()
      return true
    }).catch((error: unknown) => {
      this.#unused = load
      if (error instanceof GatewayError && error.kind === 'unavailable') return false
      this.#problem.tell(error)
      return true
    })
  }

  /** What this patch makes of the patches that are kept. */
  #patched(kept: Overlay, patch: ConfigPatch, ifMatch: string | undefined) {
    const before = this.#snapshotOf(kept)
    if (!before.valid) throw foreign()
    const { config, etag } = before.snapshot
    if (ifMatch !== undefined && !matches(ifMatch, etag)) throw stale()
    const { layer } = this.#base
    const change = keepSecrets(patch, config)
    const merged = tidied(layer, composePatches(layer, kept.patch, change), change)
    if (isDeepStrictEqual(merged, kept.patch)) {
      return { before: before.snapshot, after: before.snapshot }
    }
    const after = this.#snapshotOf({ revision: kept.revision + 1, patch: merged })
    if (!after.valid) throw invalidBody(after.issues)
    return { before: before.snapshot, after: after.snapshot }
  }

  /**
   * Live first and kept second: so what can't be applied is never what the next start reads, whenever the process ends.
   * @param kept what `next` was made of
   * @returns false when another gateway has changed that meanwhile, and all is as it was
   */
  async #applyAndKeep(next: Snapshot, kept: Overlay): Promise<boolean> {
    const previous = this.#snapshot
    this.#adopt(next)
    if (isDeepStrictEqual(next.overlay, kept)) return true
    try {
      const done = await this.#options.store.write(async (tables) => {
        if (!isDeepStrictEqual(await readOverlay(tables), kept)) return false
        await writeOverlay(tables, next.overlay)
        return true
      })
      if (!done) this.#goBackTo(previous)
      return done
    } catch (error) {
      this.#goBackTo(previous)
      throw error
    }
  }

  async #startIssues(next: Config): Promise<Issue[]> {
    const waiting = waitingForRestart(this.current, next)
    return waiting.length === 0
      ? []
      : ((await this.#options.startIssues?.(next, [this.#started, this.current])) ?? [])
  }

  #snapshotOf(overlay: Overlay): SnapshotResult {
    const same = isDeepStrictEqual(overlay, this.#snapshot.overlay)
    if (same) return { valid: true, snapshot: this.#snapshot }
    const { host } = this.#started
    return takeSnapshot({ base: this.#base.layer, overlay, host }, this.#judging)
  }

  /** Makes it live in every part, or in none. */
  #adopt(next: Snapshot): void {
    const previous = this.#snapshot
    this.#snapshot = next
    try {
      if (!isDeepStrictEqual(previous.config, next.config))
        this.#followers.tell(next.config, previous.config)
    } catch (error) {
      this.#goBackTo(previous)
      throw notApplied(error)
    }
    if (next !== previous && this.#unused !== undefined) void this.reload(this.#unused)
  }

  #logChange(caller: string, previous: Config, config: Config): void {
    const changed = changedPaths(previous, config)
    if (changed.length === 0) return
    const restartRequired = waitingForRestart(this.#started, config)
    this.#options.log.info({ caller, changed, restartRequired }, 'The configuration was changed')
  }

  #goBackTo(previous: Snapshot): void {
    const { config } = this.#snapshot
    this.#snapshot = previous
    if (isDeepStrictEqual(config, previous.config)) return
    this.#followers.tellAgain(previous.config, config)
    this.#options.log.warn('The configuration was put back as it was')
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work)
    this.#lastTurn = turn.catch(() => undefined)
    return turn
  }
}
