import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { openWorkspace } from '../../../src/tools/workspace/workspace.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export const { signal } = new AbortController()

export const mebibyte = 1024 * 1024

/** Each suite runs over both. */
export const ways = [
  { name: 'with /proc/self/fd', options: {} },
  { name: 'without /proc/self/fd', options: { procfs: false } },
]

/** A workspace and a folder beside it that holds `secret.txt`. */
export async function workspaceBeside(options: { procfs?: boolean }) {
  const parent = await temporaryFolder()
  const root = join(parent, 'workspace')
  const outside = join(parent, 'workspace-outside')
  await mkdir(outside)
  await writeFile(join(outside, 'secret.txt'), 'secret')
  return { parent, root, outside, workspace: await openWorkspace(root, options) }
}

/** A `ToolFailure` with a message that holds this text. */
export const failure = (message: string, parameter = 'path'): unknown =>
  expect.objectContaining({
    name: 'ToolFailure',
    parameter,
    message: expect.stringContaining(message) as string,
  })

/** As `mkfifo` and `mknod`, which Node has not. */
export const runProgram = promisify(execFile)
