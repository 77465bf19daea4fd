import { spawn } from 'node:child_process'
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Result } from '../../../src/tools/exec/ending.ts'
import { openDirectory } from '../../../src/tools/exec/directory.ts'
import { run } from '../../../src/tools/exec/run.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { until } from '../../support/until.ts'
import { exec, failed } from './set-up.ts'

const outside = async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), 'secret')
  return folder
}

test.each(['a/b', '/a/b', 'a//b/', './a/./b'])(
  'A program runs in a folder of the workspace: %s',
  async (directory) => {
    const { call, workspace } = await exec(['pwd'])
    await mkdir(join(workspace, 'a/b'), { recursive: true })
    const { stdout } = await call({ command: 'pwd', directory })
    expect(stdout).toBe(`${join(workspace, 'a/b')}\n`)
  },
)

test('A link that stays inside leads where it points', async () => {
  const { call, workspace } = await exec(['pwd'])
  await mkdir(join(workspace, 'a'))
  await symlink('a', join(workspace, 'link'))
  const { stdout } = await call({ command: 'pwd', args: ['-P'], directory: 'link' })
  expect(stdout).toBe(`${join(workspace, 'a')}\n`)
})

test.each([
  ['..', 'holds ".."'],
  ['/..', 'holds ".."'],
  ['a/../..', 'holds ".."'],
  ['a/..', 'holds ".."'],
  ['a\0', 'holds a NUL character'],
  ['/etc', 'there is no such file or folder'],
  ['%2e%2e', 'there is no such file or folder'],
  ['missing', 'there is no such file or folder'],
  ['file', 'is not a folder, or a part of it is not'],
  ['file/', 'is not a folder, or a part of it is not'],
  ['out', 'leads out of the workspace'],
  ['out/inner', 'leads out of the workspace'],
  ['proc', 'leads out of the workspace'],
])('A folder that is none of the workspace is refused: %j', async (directory, message) => {
  const { issuesOf, workspace } = await exec(['pwd'])
  const other = await outside()
  await mkdir(join(other, 'inner'))
  await mkdir(join(workspace, 'a'))
  await writeFile(join(workspace, 'file'), '')
  await symlink(other, join(workspace, 'out'))
  await symlink('/proc/self/cwd', join(workspace, 'proc'))
  expect(await issuesOf({ command: 'pwd', directory })).toEqual([failed('directory', message)])
})

test('A folder whose name becomes a link to elsewhere is still the one that runs', async () => {
  const [workspace, other] = [await temporaryFolder(), await outside()]
  const path = join(workspace, 'folder')
  await mkdir(path)
  await writeFile(join(path, 'file'), 'public')
  await using folder = await openDirectory(workspace, 'folder')
  await rename(path, join(workspace, 'moved'))
  await symlink(other, path)
  const { stdout } = await run('/bin/cat', {
    args: ['file'],
    directory: folder.at('.'),
    environment: {},
    stdin: '',
    signal: new AbortController().signal,
  })
  expect(stdout.text).toBe('public')
})

/** Runs in a process of its own, so that it does not wait while a call goes on. */
const swap = `
  const { renameSync } = require('node:fs')
  for (;;) {
    renameSync('folder', 'real'), renameSync('link', 'folder')
    renameSync('folder', 'link'), renameSync('real', 'folder')
  }`

test('A folder that turns into a link and back, again and again, never leads out', async () => {
  const { tool, workspace } = await exec(['cat'])
  await mkdir(join(workspace, 'folder'))
  await writeFile(join(workspace, 'folder/file'), 'public')
  await symlink(await outside(), join(workspace, 'link'))
  const swapping = spawn(process.execPath, ['--eval', swap], { cwd: workspace, stdio: 'ignore' })
  onTestFinished(() => {
    swapping.kill('SIGKILL')
  })
  const { signal } = new AbortController()
  const params = { command: 'cat', args: ['file'], directory: 'folder' }
  const outcomes = new Map<string, number>()
  const call = async () => {
    const outcome = await tool.run(params, { signal }).then(
      (result) => (result as Result).stdout,
      (error: unknown) => (error as Error).message,
    )
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  for (let round = 0; round < 100; round += 1) await call()
  await until(async () => {
    await call()
    expect(outcomes.get('public')).toBeGreaterThan(10)
    expect(outcomes.get('leads out of the workspace')).toBeGreaterThan(10)
  })
  expect([...outcomes.keys()]).not.toContain('secret')
})
