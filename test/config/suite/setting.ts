import { LiveConfig, type LiveConfigOptions } from '../../../src/config/live-config.ts'
import type { Config } from '../../../src/generated/types.ts'
import { GatewayError } from '../../../src/kernel/errors.ts'
import type { Store } from '../../../src/store/store.ts'
import { createLogRecord } from '../../support/channel-context.ts'
import { openTestStore } from '../../support/stores.ts'
import type { TestServer } from '../../support/server.ts'

export const caller = { name: 'dashboard' }

export interface TestConfig {
  live: LiveConfig
  store: Store
  /** The log, at its lowest level. */
  lines: string[]
}

/** A configuration without a file, on SQLite unless there is a store. */
export async function openConfig(
  options: Partial<LiveConfigOptions> & { store?: Store } = {},
): Promise<TestConfig> {
  const { log, lines } = createLogRecord()
  const store = options.store ?? (await openTestStore())
  const base = { file: undefined, layer: {} }
  const live = await LiveConfig.open({ base, log, ...options, store })
  return { live, store, lines }
}

/** What is kept of the patches, as it stands in the store. */
export const keptIn = (store: Store): Promise<string | undefined> =>
  store.read(({ documents }) => documents.get('config.patch'))

/** The error for the caller that this ends with. */
export async function faultOf(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof GatewayError) return error
  throw new Error('This did not end with a GatewayError.', { cause: error })
}

export const configOf = async (server: TestServer): Promise<Config> =>
  (await (await server.fetch('/api/config')).json()) as Config

export const patchOver = (
  server: TestServer,
  json: object,
  headers: Record<string, string> = {},
): Promise<Response> => server.fetch('/api/config', { method: 'PATCH', json, headers })

/** @throws Error when it is not taken */
export async function change(server: TestServer, json: object): Promise<Config> {
  const response = await patchOver(server, json)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`PATCH was answered ${response.status}: ${text}`)
  return JSON.parse(text) as Config
}
