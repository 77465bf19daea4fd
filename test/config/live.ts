import { expect, onTestFinished } from 'vitest'
import { LiveConfig, type LiveConfigOptions } from '../../src/config/live-config.ts'
import type { BaseLayer } from '../../src/config/load-config.ts'
import type { Issue } from '../../src/generated/types.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { webhookSecret } from '../support/config.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const caller = { name: 'dashboard' }
export const silent = createLog('silent')
export const hashes = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`] as const

/** What the file says, unless a test says otherwise. */
export const layer = {
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

export const baseOf = (document: Record<string, unknown>): BaseLayer => ({
  file: '/etc/openclaw.yaml',
  layer: document,
})

/** On SQLite, and closed after the test. */
export async function newStore(dataDir?: string): Promise<Store> {
  const store = await openStore({ dataDir: dataDir ?? (await temporaryFolder()), log: silent })
  onTestFinished(() => store[Symbol.asyncDispose]())
  return store
}

export async function open(options: Partial<LiveConfigOptions> = {}): Promise<LiveConfig> {
  const store = options.store ?? (await newStore())
  return LiveConfig.open({ base: baseOf(layer), log: silent, ...options, store })
}

/** The error of the domain that this ends with. */
export async function fault(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof GatewayError) return error
  throw new Error('This did not end with a GatewayError.', { cause: error })
}

/** What is wrong with a patch, of which nothing else came. */
export const issuesOf = async (work: Promise<unknown>): Promise<Issue[]> => {
  const { kind, code, details } = await fault(work)
  expect({ kind, code }).toEqual({ kind: 'invalid', code: 'INVALID_REQUEST' })
  return details.issues ?? []
}
