import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exec, failed, writeScript } from './set-up.ts'

const none = (allowed: string) => [
  failed('command', `is none of tools.exec.commands, which are ${allowed}`),
]

test('A program runs in the workspace, and tells what it printed and how it ended', async () => {
  const { call, workspace } = await exec(['pwd'])
  expect(await call({ command: 'pwd' })).toEqual({
    exitCode: 0,
    stdout: `${workspace}\n`,
    stderr: '',
  })
})

test('It is told to be able to destroy', async () => {
  const { tool } = await exec([])
  expect(tool.annotations).toEqual({ readOnly: false, destructive: true })
})

test('Without allowed commands none runs', async () => {
  const { issuesOf } = await exec([])
  expect(await issuesOf({ command: 'ls' })).toEqual([
    failed('command', 'tools.exec.commands is empty: no command may run'),
  ])
})

test.each([
  '/bin/../bin/echo',
  '/bin//echo',
  '/bin/echo',
  '/usr/bin/echo',
  './echo',
  '../echo',
  'echo ',
  ' echo',
  'ECHO',
  'echo;id',
  'echo hello',
  'echo\0',
  'echo\n',
  '$(echo)',
  'constructor',
])('A command that is spelled otherwise does not run: %j', async (command) => {
  const { issuesOf, workspace } = await exec(['echo', 'true'])
  await writeScript(workspace, 'echo', '#!/bin/sh\necho from the workspace')
  expect(await issuesOf({ command })).toEqual(none('echo, true'))
})

test('A link to an allowed program is another command', async () => {
  const { issuesOf, workspace } = await exec(['/bin/echo'])
  const link = join(workspace, 'link')
  await symlink('/bin/echo', link)
  expect(await issuesOf({ command: link })).toEqual(none('/bin/echo'))
})

test('A file of the workspace does not take the place of a program', async () => {
  const { call, workspace } = await exec(['echo'], { PATH: '.:/usr/bin:/bin' })
  await writeScript(workspace, 'echo', '#!/bin/sh\necho from the workspace')
  expect(await call({ command: 'echo', args: ['hello'] })).toMatchObject({ stdout: 'hello\n' })
})

test('What is allowed may change at any time', async () => {
  const { call, issuesOf, settings } = await exec(['true'])
  await call({ command: 'true' })
  settings.commands = ['echo']
  expect(await issuesOf({ command: 'true' })).toEqual(none('echo'))
  expect(await call({ command: 'echo' })).toMatchObject({ stdout: '\n' })
})

test('Of many allowed commands the first ones are named', async () => {
  const { issuesOf } = await exec(Array.from({ length: 1000 }, (_, index) => `c${index}`))
  expect(await issuesOf({ command: 'other' })).toEqual([
    failed('command', expect.stringMatching(/^is none of .* are c0, c1, .*, c19, …$/)),
  ])
})

test('An argument stays one argument, whatever it holds', async () => {
  const { call } = await exec(['printf'])
  const args = ['$HOME', '`id`', '; id', '| id', '> made', '*', 'a b', '', '"', "'", '\n', 'ö😀']
  const { stdout } = await call({ command: 'printf', args: ['[%s]', ...args] })
  expect(stdout).toBe(args.map((arg) => `[${arg}]`).join(''))
})

test.each([
  [{}, 'command', 'required'],
  [{ command: '' }, 'command', 'minLength'],
  [{ command: 'true', args: 'all' }, 'args', 'type'],
  [{ command: 'true', args: [1] }, 'args.0', 'type'],
  [{ command: 'true', args: ['x'.repeat(131_072)] }, 'args.0', 'maxLength'],
  [{ command: 'true', args: Array<string>(1001).fill('x') }, 'args', 'maxItems'],
  [{ command: 'true', args: ['-l', 'a\0b'] }, 'args.1', 'toolFailed'],
  [{ command: 'true', stdin: 'x'.repeat(1_048_577) }, 'stdin', 'maxLength'],
  [{ command: 'true', stdin: 'ö'.repeat(524_289) }, 'stdin', 'toolFailed'],
  [{ command: 'true', args: Array<string>(100).fill('x'.repeat(100_000)) }, 'args', 'toolFailed'],
  [{ command: 'true', acceptedExitCodes: [256] }, 'acceptedExitCodes.0', 'maximum'],
  [{ command: 'true', acceptedExitCodes: [-1] }, 'acceptedExitCodes.0', 'minimum'],
  [{ command: 'true', acceptedExitCodes: [0.5] }, 'acceptedExitCodes.0', 'type'],
  [{ command: 'true', acceptedExitCodes: [] }, 'acceptedExitCodes', 'minItems'],
  [{ command: 'true', shell: true }, 'shell', 'additionalProperties'],
])('Wrong parameters are named: case %#', async (params, field, rule) => {
  const { issuesOf } = await exec(['true'])
  expect(await issuesOf(params)).toMatchObject([{ field: `body.params.${field}`, rule }])
})

test('The longest argument reaches the program', async () => {
  const { call } = await exec(['printf'])
  const arg = 'x'.repeat(131_071)
  expect(await call({ command: 'printf', args: ['%s', arg] })).toMatchObject({ stdout: arg })
})

test('An argument that is too long in bytes is refused', async () => {
  const { issuesOf } = await exec(['printf'])
  const args = ['%s', 'ö'.repeat(100_000)]
  expect(await issuesOf({ command: 'printf', args })).toEqual([failed('args', 'are too long')])
})

test.each([
  ['does-not-exist', 'there is no such program on /usr/local/bin:/usr/bin:/bin'],
  ['/does/not/exist', 'there is no such program, or it names an interpreter that is not there'],
  ['/etc/passwd/x', 'leads through something that is not a folder'],
  ['/etc', 'is not a file that the gateway may execute'],
  ['/etc/passwd', 'is not a file that the gateway may execute'],
])('What can not be started is told: %s', async (command, message) => {
  const { issuesOf } = await exec([command])
  expect(await issuesOf({ command })).toEqual([failed('command', message)])
})

test('A script whose interpreter is missing can not be started', async () => {
  const { issuesOf, workspace, settings } = await exec([])
  const command = await writeScript(workspace, 'script', '#!/does/not/exist')
  settings.commands = [command]
  expect(await issuesOf({ command })).toMatchObject([{ field: 'body.params.command' }])
})

test('A script without an interpreter line runs with its arguments as they are', async () => {
  const { call, workspace, settings } = await exec([])
  const command = await writeScript(workspace, 'script', 'printf "[%s]" "$@"')
  settings.commands = [command]
  const { stdout } = await call({ command, args: ['-c', 'id; $(id)'] })
  expect(stdout).toBe('[-c][id; $(id)]')
})

test('A folder and a plain file are no programs', async () => {
  const { issuesOf, workspace, settings } = await exec([])
  const path = join(workspace, 'file')
  await writeFile(path, '#!/bin/sh')
  await chmod(path, 0o644)
  await mkdir(join(workspace, 'folder'))
  settings.commands = [path, join(workspace, 'folder')]
  for (const command of settings.commands) {
    expect(await issuesOf({ command })).toEqual([
      failed('command', 'is not a file that the gateway may execute'),
    ])
  }
})

test('What is given as stdin reaches the program whole', async () => {
  const { call } = await exec(['wc'])
  const stdin = 'ö'.repeat(524_288)
  expect(await call({ command: 'wc', args: ['-c'], stdin })).toMatchObject({ stdout: '1048576\n' })
})

test('A program that asks for stdin where none is given finds its end', async () => {
  const { call } = await exec(['cat'])
  expect(await call({ command: 'cat' })).toEqual({ exitCode: 0, stdout: '', stderr: '' })
})

test('A program need not read its stdin', async () => {
  const { call } = await exec(['true'])
  const result = await call({ command: 'true', stdin: 'x'.repeat(1_048_576) })
  expect(result).toEqual({ exitCode: 0, stdout: '', stderr: '' })
})
