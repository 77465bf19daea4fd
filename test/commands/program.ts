import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { LiveConfig } from '../../src/config/live-config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { operations } from '../../src/generated/operations.ts'
import type { ConfigPatch } from '../../src/generated/types.ts'
import { createLog } from '../../src/kernel/log.ts'
import type { Store } from '../../src/store/store.ts'
import {
  type Ended,
  freePort,
  type GatewayProcess,
  runGateway,
} from '../support/gateway-process.ts'
import { freshDatabase, type StoreKind, type TestDatabase } from '../support/stores.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

export interface RunningGateway extends GatewayProcess {
  url: string
}

/** The real program in a folder of its own, with nothing in its environment but what a test says. */
export interface Program {
  cwd: string
  env: Record<string, string>
  run: (line: string, env?: Record<string, string>) => Promise<Ended>
  /** Runs it, and expects that it ends well. @returns its standard output */
  result: (line: string) => Promise<string>
  /** @returns when it answers */
  start: (args?: string[]) => Promise<RunningGateway>
}

/** @param files of its folder, name → text */
export async function program(
  files: Record<string, string> = {},
  env: Record<string, string> = {},
): Promise<Program> {
  const cwd = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  const run = (line: string, more: Record<string, string> = {}): Promise<Ended> =>
    runGateway(line.split(' '), { cwd, env: { ...env, ...more } }).ended
  const result = async (line: string): Promise<string> => {
    const { code, stdout, stderr } = await run(line)
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    return stdout
  }
  const start = async (args: string[] = []): Promise<RunningGateway> => {
    const port = String(await freePort())
    const gateway = runGateway(args, { cwd, env: { ...env, OPENCLAW_PORT: port } })
    const url = `http://127.0.0.1:${port}`
    const died = gateway.ended.then(({ stdout, stderr }) => {
      throw new Error(`The gateway ended before it answered:\n${stdout}${stderr}`)
    })
    const answered = until(async () => {
      expect((await fetch(url + operations.getHealth.path)).ok).toBe(true)
    })
    await Promise.race([answered, died])
    died.catch(() => undefined)
    return { ...gateway, url }
  }
  return { cwd, env, run, result, start }
}

/** The same, on a database of its own. */
export async function programOn(
  kind: StoreKind,
  files: Record<string, string> = {},
): Promise<Program & { database: TestDatabase }> {
  const database = await freshDatabase(kind)
  const { dataDir, databaseUrl } = database
  const env = {
    OPENCLAW_DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { OPENCLAW_DATABASE_URL: databaseUrl }),
  }
  return { ...(await program(files, env)), database }
}

/** Keeps a patch as a gateway would on which nobody is connected. */
export async function patchStore(
  store: Store,
  { cwd, env }: Program,
  patch: ConfigPatch,
): Promise<void> {
  const { base } = await loadConfig({ cwd, env })
  const config = await LiveConfig.open({ base, store, log: createLog('silent') })
  await config.update(patch, { caller: { name: 'test' } })
}

/** What an operation answers to this token. */
export const statusFor = async (url: string, token: string): Promise<number> =>
  (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status
