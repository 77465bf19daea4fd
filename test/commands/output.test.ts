import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { main } from '../support/gateway-process.ts'
import { type Program, program } from './program.ts'

const callFile = promisify(execFile)

/** Runs it in a shell. @param rest what becomes of its output */
async function inShell({ cwd, env }: Program, line: string, rest: string) {
  const script = `"$0" "$@" ${rest}`
  const args = [
    '--norc',
    '-o',
    'pipefail',
    '-c',
    script,
    process.execPath,
    main,
    ...line.split(' '),
  ]
  const options = { cwd, env: { ...env, PATH: '/usr/bin:/bin' } }
  return callFile('bash', args, options).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: unknown) => error as { code: number; stderr: string },
  )
}

/** The reader is gone before the first byte is written. */
const toNobody = '| exec 0<&-'
const noStack = /^\s+at |node:/m

describe.runIf(process.platform === 'linux')('a standard output that takes nothing', () => {
  it.each(['config show', 'config show --json', 'config check', '--help'])(
    'ends %s without a stack, and is no failure where nobody reads any more',
    async (line) => {
      const made = await program()
      expect(await inShell(made, line, toNobody)).toMatchObject({ code: 0, stderr: '' })
      expect(await inShell(made, line, '> /dev/full')).toMatchObject({
        code: 1,
        stderr: "Standard output can't be written to (ENOSPC).\n",
      })
    },
  )

  it.each([
    ['> /dev/full', 'ENOSPC'],
    [toNobody, 'EPIPE'],
  ])('has a new token revoked again, which nobody has seen: %s', async (rest, reason) => {
    const made = await program()
    const { code, stderr } = await inShell(made, 'token create x --scopes all', rest)
    expect(code).toBe(1)
    expect(stderr).toMatch(
      new RegExp(
        `\\(${reason}\\)\\. So nobody has seen the token "x", and it is revoked again\\.\\n$`,
      ),
    )
    expect(stderr).not.toMatch(noStack)
    expect(await made.result('token list --json')).toBe('[]\n')
  })

  it('is said beside a standard error that takes nothing either, by the code alone', async () => {
    const made = await program()
    const { code } = await inShell(made, 'token create x --scopes all', '> /dev/full 2>&1')
    expect(code).toBe(1)
    expect(await made.result('token list --json')).toBe('[]\n')
  })
})
