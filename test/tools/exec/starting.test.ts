import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startFailure } from '../../../src/tools/exec/program.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test.each([
  ['EAGAIN', 'no more programs can be started now'],
  ['ENOMEM', 'the machine is out of memory'],
  ['EMFILE', 'the gateway has too many files open'],
  ['ENFILE', 'the gateway has too many files open'],
  ['EIO', 'the disk or the file server fails'],
])('What the machine says with %s is told in words, and blames no parameter', (code, words) => {
  expect(startFailure(Object.assign(new Error(code), { code }))).toMatchObject({
    name: 'ToolFailure',
    parameter: undefined,
    message: expect.stringContaining(words) as string,
  })
})

/** Opens as many files as the process may, and calls tools then. */
const script = `
  import { openSync } from 'node:fs'
  const [spawnTree, startFailure, workspace] = await Promise.all([
    import(process.argv[1] + '/process-tree.ts').then((module) => module.spawnTree),
    import(process.argv[1] + '/exec/program.ts').then((module) => module.startFailure),
    import(process.argv[1] + '/workspace/workspace.ts').then((module) => module.openWorkspace(process.argv[2])),
  ])
  const { signal } = new AbortController()
  const start = () =>
    spawnTree('/bin/true', { args: [], directory: '/', environment: {} }).catch((error) => {
      throw startFailure(error)
    })
  await start()
  const fill = () => {
    let opened = 0
    try { for (;;) { openSync('/dev/null'); opened += 1 } } catch {}
    return opened
  }
  const full = async (call) => {
    // Until there is no room left by what was still being closed.
    while (fill() > 0) await new Promise((resolve) => setTimeout(resolve, 50))
    const [{ reason }] = await Promise.allSettled([call()])
    return [reason?.name, reason?.message]
  }
  const calls = [
    await full(start),
    await full(() => workspace.write('a/b', 'text', signal)),
    await full(() => workspace.list('/', signal)),
  ]
  process.stdout.write(JSON.stringify(calls))
  process.exit(0)
`

test('A gateway that may open no more files goes on, and tells the caller', async () => {
  const source = new URL('../../../src/tools', import.meta.url).pathname
  const limited = ['-c', 'ulimit -n 1024; exec "$@"', 'sh', process.execPath]
  const { stdout } = await promisify(execFile)('sh', [
    ...limited,
    ...['--input-type=module', '-e', script, source, await temporaryFolder()],
  ])
  const told = ['ToolFailure', 'the gateway has too many files open; try again in a moment']
  expect(JSON.parse(stdout)).toEqual([told, told, told])
})
