import { expect, test } from 'vitest'
import { exec, failed } from './set-up.ts'

const sh = (script: string) => ({ command: 'sh', args: ['-c', script] })

test.each([
  ['exit 3', 'The program ended with exit code 3. It printed nothing.'],
  [
    'echo out; echo bad >&2; exit 1',
    'The program ended with exit code 1. Its errors end with: bad',
  ],
  ['echo out; exit 255', 'The program ended with exit code 255. Its output ends with: out'],
  ['kill -SEGV $$', 'The program was ended by SIGSEGV. It printed nothing.'],
  ['echo bad >&2; kill -KILL $$', 'The program was ended by SIGKILL. Its errors end with: bad'],
])('A program that does not end well is a failed call: %s', async (script, message) => {
  const { issuesOf } = await exec(['sh'])
  expect(await issuesOf(sh(script))).toEqual([failed('', message)])
})

test('The end of what it said is told, within the length of a message', async () => {
  const { issuesOf } = await exec(['sh'])
  const script = 'seq 1000000 >&2; echo "the reason 😀" >&2; exit 2'
  const [issue] = (await issuesOf(sh(script))) ?? []
  expect(issue?.message).toHaveLength(1900)
  expect(issue?.message).toMatch(/^The program ended with exit code 2\. Its errors end with: …/)
  expect(issue?.message).toMatch(/\n1000000\nthe reason 😀$/)
})

test('A message that is cut inside of a character stays text', async () => {
  const { issuesOf } = await exec(['sh'])
  for (const filler of ['', 'x']) {
    const script = `yes 😀${filler} | head -n 2000 | tr -d '\\n' >&2; exit 2`
    const [issue] = (await issuesOf(sh(script))) ?? []
    expect(issue?.message.isWellFormed()).toBe(true)
  }
})

test('Exit codes may be accepted', async () => {
  const { call } = await exec(['sh'])
  const params = { ...sh('echo out; exit 3'), acceptedExitCodes: [0, 3] }
  expect(await call(params)).toEqual({ exitCode: 3, stdout: 'out\n', stderr: '' })
  expect(await call({ ...params, ...sh('exit 0') })).toMatchObject({ exitCode: 0 })
})

test('Where 0 is not accepted, it is a failure', async () => {
  const { issuesOf } = await exec(['sh'])
  expect(await issuesOf({ ...sh('exit 0'), acceptedExitCodes: [1] })).toEqual([
    failed('', 'The program ended with exit code 0. It printed nothing.'),
  ])
})

test('No exit code stands for a signal', async () => {
  const { issuesOf } = await exec(['sh'])
  const acceptedExitCodes = Array.from({ length: 256 }, (_, code) => code)
  expect(await issuesOf({ ...sh('kill -TERM $$'), acceptedExitCodes })).toEqual([
    failed('', 'The program was ended by SIGTERM. It printed nothing.'),
  ])
})
