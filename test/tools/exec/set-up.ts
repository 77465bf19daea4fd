import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Issue } from '../../../src/generated/types.ts'
import type { Result } from '../../../src/tools/exec/ending.ts'
import { execTool } from '../../../src/tools/built-in/exec.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { by, failureOf, setUp } from '../set-up.ts'

/** The tool in a new workspace, called as programs call it. `settings` may be changed at any time. */
export async function exec(commands: string[], environment: Record<string, string> = {}) {
  const workspace = await temporaryFolder()
  const settings = { commands, environment }
  const tool = execTool({ workspace, settings: () => settings })
  const { tools } = setUp([tool])
  const invoke = (params: Record<string, unknown>) => tools.invoke('exec', params, by)
  return {
    workspace,
    settings,
    tool,
    call: async (params: Record<string, unknown>) => (await invoke(params)).result as Result,
    /** What a call that must fail is told. */
    issuesOf: async (params: Record<string, unknown>): Promise<Issue[] | undefined> =>
      (await failureOf(invoke(params))).details.issues,
  }
}

export const failed = (field: string, message: unknown) => ({
  field: field === '' ? 'body.params' : `body.params.${field}`,
  rule: 'toolFailed',
  message,
})

export async function writeScript(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  await chmod(path, 0o755)
  return path
}

/** A time to sleep that nobody else sleeps, so that it tells processes apart. */
export const newMark = (): string => `3600.${randomInt(2 ** 40)}`

/** The processes that have a mark among their arguments. Zombies have no arguments. */
export const marked = (mark: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => argumentsOf(pid).includes(mark))

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
