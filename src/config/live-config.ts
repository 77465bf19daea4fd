import { isDeepStrictEqual } from 'node:util'
import type { Config, ConfigPatch, Issue } from '../generated/types.ts'
import { conflict, GatewayError, invalid } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { Store, Tables } from '../store/store.ts'
import { ConfigError, invalidConfig } from './config-error.ts'
import type { BaseLayer, LoadedConfig } from './load-config.ts'
import { composePatches } from './merge-patch.ts'
import { type Overlay, readOverlay, writeOverlay } from './overlay.ts'
import { bounded, issue, shapeIssues } from './problems.ts'
import type { ConfigCheck } from './resolve-config.ts'
import { keepSecrets, redact } from './secrets.ts'
import {
  changedPaths,
  matches,
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

/** Must not throw; called once the change is durable. */
export type ConfigListener = (config: Config, previous: Config) => void

export interface LiveConfigOptions {
  base: BaseLayer
  store: Pick<Store, 'read' | 'write'>
  log: Log
  /** Rules of other rooms. */
  check?: ConfigCheck
}

const notForPatches = ['dataDir', 'databaseUrl'] as const satisfies (keyof Config)[]

/** The configuration while the gateway runs: file and environment, and over them the patches that the store keeps. */
export class LiveConfig {
  readonly #options: LiveConfigOptions
  readonly #started: Config
  readonly #listeners = new Set<ConfigListener>()
  readonly #problemListeners = new Set<(problem: string) => void>()
  #base: BaseLayer
  #snapshot: Snapshot
  /** Of another gateway, and said already. */
  #misfit: Overlay | undefined
  #lastTurn: Promise<unknown> = Promise.resolve()

  private constructor(options: LiveConfigOptions, snapshot: Snapshot) {
    this.#options = options
    this.#base = options.base
    this.#snapshot = snapshot
    this.#started = snapshot.config
  }

  /** @throws ConfigError when the kept patches no longer fit what the file says */
  static async open(options: LiveConfigOptions): Promise<LiveConfig> {
    const overlay = await options.store.read(readOverlay)
    const result = takeSnapshot({ base: options.base.layer, overlay }, options.check)
    if (!result.valid) throw misfit(options.base, result.issues)
    return new LiveConfig(options, result.snapshot)
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

  /** @returns a function that ends it */
  onChange(listener: ConfigListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Applies a JSON Merge Patch, keeps it, and makes it live; one after the other.
   * @throws GatewayError `invalid` with fields from `body` on, `conflict` when `ifMatch` names another state
   */
  async update(
    patch: ConfigPatch,
    options: { caller: { name: string }; ifMatch?: string | undefined },
  ): Promise<ConfigState> {
    refuse([...shapeIssues(patch), ...misplaced(patch)])
    return this.#inTurn(async () => {
      const next = await this.#options.store.write((tables) =>
        this.#keep(tables, patch, options.ifMatch),
      )
      this.#adopt(next, options.caller.name)
      return this.get()
    })
  }

  /** Takes over what another gateway on the same store has changed. Does not reject: what fails is logged. */
  async refresh(): Promise<void> {
    const { store, log } = this.#options
    await this.#inTurn(async () => {
      const overlay = await store.read(readOverlay)
      const result = this.#snapshotOf(overlay)
      if (result.valid) this.#adopt(result.snapshot, 'another gateway')
      else if (!isDeepStrictEqual(overlay, this.#misfit)) {
        this.#misfit = overlay
        log.error({ issues: result.issues }, 'Patches of another gateway do not fit here')
      }
    }).catch((err: unknown) => {
      log.warn({ err }, 'The patches of the configuration could not be read')
    })
  }

  /** @param listener told why a changed file was not taken over, without values; must not throw @returns a function that ends it */
  onProblem(listener: (problem: string) => void): () => void {
    this.#problemListeners.add(listener)
    return () => this.#problemListeners.delete(listener)
  }

  /**
   * Takes over what is in the file now; where that is wrong, all stays as it is, and why is told. Does not reject.
   * @param load gives undefined when it can't be read yet
   * @returns false when it has to be tried again, for that, or because the store with the patches did not answer
   */
  async reload(load: () => Promise<LoadedConfig | undefined>): Promise<boolean> {
    return this.#inTurn(async () => {
      const loaded = await load()
      if (loaded === undefined) return false
      const { base } = loaded
      const { store, check } = this.#options
      const overlay = await store.read(readOverlay)
      const { host } = this.#started
      const result = takeSnapshot({ base: base.layer, overlay, host }, check)
      if (!result.valid) throw misfit(base, result.issues)
      this.#base = base
      this.#adopt(result.snapshot, 'the configuration file')
      return true
    }).catch((error: unknown) => {
      if (error instanceof GatewayError && error.kind === 'unavailable') return false
      this.#tellProblem(error)
      return true
    })
  }

  #tellProblem(error: unknown): void {
    const { log } = this.#options
    const known = error instanceof ConfigError ? error.message : undefined
    const problem = `${known ?? 'The configuration could not be read.'}\n${unchanged}`
    log.error(
      known === undefined ? { err: error } : { problem },
      'A changed file was not taken over',
    )
    for (const listener of this.#problemListeners) listener(problem)
  }

  /** Reads the patches again inside of the transaction, since another gateway may share the store. */
  async #keep(tables: Tables, patch: ConfigPatch, ifMatch: string | undefined): Promise<Snapshot> {
    const before = this.#snapshotOf(await readOverlay(tables))
    if (!before.valid) throw foreign()
    const { overlay, config, etag } = before.snapshot
    if (ifMatch !== undefined && !matches(ifMatch, etag)) throw stale()
    const base = this.#base.layer
    const merged = composePatches(base, overlay.patch, keepSecrets(patch, config))
    if (isDeepStrictEqual(merged, overlay.patch)) return before.snapshot
    const after = this.#snapshotOf({ revision: overlay.revision + 1, patch: merged })
    if (!after.valid) throw invalidBody(after.issues)
    await writeOverlay(tables, after.snapshot.overlay)
    return after.snapshot
  }

  #snapshotOf(overlay: Overlay): SnapshotResult {
    const same = isDeepStrictEqual(overlay, this.#snapshot.overlay)
    if (same) return { valid: true, snapshot: this.#snapshot }
    const { host } = this.#started
    return takeSnapshot({ base: this.#base.layer, overlay, host }, this.#options.check)
  }

  #adopt(next: Snapshot, caller: string): void {
    const previous = this.#snapshot.config
    this.#snapshot = next
    const changed = changedPaths(previous, next.config)
    if (changed.length === 0) return
    const restartRequired = waitingForRestart(this.#started, next.config)
    this.#options.log.info({ caller, changed, restartRequired }, 'The configuration was changed')
    for (const listener of this.#listeners) this.#tell(listener, next.config, previous)
  }

  #tell(listener: ConfigListener, config: Config, previous: Config): void {
    try {
      listener(config, previous)
    } catch (error) {
      this.#options.log.error({ err: error }, 'A part did not take the changed configuration')
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work)
    this.#lastTurn = turn.catch(() => undefined)
    return turn
  }
}

const unchanged = 'Until then the configuration stays as it was.'

const misplaced = (patch: ConfigPatch): Issue[] =>
  notForPatches
    .filter((key) => Object.hasOwn(patch, key))
    .map((key) =>
      issue(
        [key],
        'notForPatches',
        'says where patches are kept: set it in the file or environment',
      ),
    )

function refuse(issues: Issue[]): void {
  if (issues.length > 0) throw invalidBody(issues)
}

function invalidBody(issues: Issue[]): GatewayError {
  const fields = issues.map(({ field, ...rest }) => ({ ...rest, field: `body.${field}` }))
  const [first, ...others] = bounded(fields)
  if (first === undefined) return new GatewayError('invalid', 'The configuration is not valid.')
  return invalid(first, ...others)
}

const stale = (): GatewayError =>
  conflict({
    field: 'header.if-match',
    rule: 'etag',
    message: 'names another state: the configuration has changed since; read it again',
  })

const foreign = (): GatewayError =>
  new GatewayError(
    'conflict',
    'Another gateway changed the configuration, and it does not fit here.',
  )

const misfit = ({ file }: BaseLayer, issues: Issue[]): ConfigError =>
  invalidConfig({
    title: `The patches of the configuration that are kept in the store do not fit ${file ?? 'the environment'} any more:`,
    issues,
    remedy:
      'Put back what was there; take the patch back while it is (PATCH with null); or start with --reset-patches, ' +
      'which takes back all patches.',
  })
