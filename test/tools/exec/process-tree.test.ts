import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { spawnTree } from '../../../src/tools/process-tree.ts'
import { until } from '../../support/until.ts'
import { marked, newMark } from './set-up.ts'

const environment = { PATH: '/usr/bin:/bin' }
const start = (script: string, mark: string, options: { procfs?: boolean } = {}) =>
  spawnTree('/bin/sh', { args: ['-c', script, mark], directory: '/', environment, ...options })

test.each([
  ['/does/not/exist', 'ENOENT'],
  ['/etc/passwd', 'EACCES'],
  ['/etc', 'EACCES'],
])('A program that can not be started throws the error of the system: %s', async (path, code) => {
  const started = spawnTree(path, { args: [], directory: '/', environment })
  await expect(started).rejects.toMatchObject({ code })
})

test('What the error tells holds no argument and no variable', async () => {
  const started = spawnTree('/does/not/exist', {
    args: ['hunter2'],
    directory: '/',
    environment: { API_KEY: 'hunter2' },
  })
  const error: unknown = await started.catch((error: unknown) => error)
  expect(error).toBeInstanceOf(Error)
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('hunter2')
})

test('A program is the head of a process group and a session of its own', async () => {
  const { child, kill } = await spawnTree('/bin/sh', {
    args: ['-c', 'read -r pid _ _ _ group session _ < /proc/self/stat; echo $pid $group $session'],
    directory: '/',
    environment,
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  expect(line.toString().trim()).toBe(Array(3).fill(child.pid).join(' '))
  await kill()
})

test('It may be killed twice, at the same time and after its end', async () => {
  const mark = newMark()
  const { child, kill } = await start('setsid sleep $0 & sleep $0; :', mark)
  await until(() => {
    expect(marked(mark)).toHaveLength(3)
  })
  await Promise.all([kill(), kill()])
  expect(marked(mark)).toEqual([])
  expect(child.signalCode).toBe('SIGKILL')
  await kill()
})

test('One that has ended by itself may be killed', async () => {
  const { child, kill } = await start('exit 7', newMark())
  await once(child, 'exit')
  await kill()
  expect(child.exitCode).toBe(7)
})

test('What it leaves behind ends without being told to', async () => {
  const mark = newMark()
  const { child } = await start('(setsid sleep $0 &)', mark)
  await once(child, 'close')
  await until(() => {
    expect(marked(mark)).toEqual([])
  })
})

test('Writing to one that does not listen is no fault of the gateway', async () => {
  const { child, kill } = await start('exec 0<&-; echo deaf; sleep $0', newMark())
  await once(child.stdout, 'data')
  const error = await new Promise((resolve) => child.stdin.write('x', resolve))
  expect(error).toMatchObject({ code: 'EPIPE' })
  await kill()
})

test('What is not of the tree lives on', async () => {
  const [mark, other] = [newMark(), newMark()]
  const { kill } = await start('setsid sleep $0 & sleep $0; :', mark)
  const others = [true, false].map((detached) =>
    spawn('/bin/sh', ['-c', 'sleep $0; :', other], { detached, stdio: 'ignore' }),
  )
  onTestFinished(() => {
    for (const pid of marked(other)) process.kill(pid, 'SIGKILL')
  })
  const second = await start('setsid sleep $0 & sleep $0; :', other)
  await until(() => {
    expect([marked(mark).length, marked(other).length]).toEqual([3, 7])
  })
  await kill()
  expect([marked(mark).length, marked(other).length]).toEqual([0, 7])
  expect(others.map(({ signalCode }) => signalCode)).toEqual([null, null])
  await second.kill()
  expect(marked(other)).toHaveLength(4)
})

test('Without /proc the process group is ended', async () => {
  const mark = newMark()
  const { child, kill } = await start(`sleep $0 & trap '' TERM; sleep $0; :`, mark, {
    procfs: false,
  })
  await until(() => {
    expect(marked(mark)).toHaveLength(3)
  })
  await kill()
  expect(child.signalCode).toBe('SIGKILL')
  await until(() => {
    expect(marked(mark)).toEqual([])
  })
})

test('Without /proc, too, what is left of the group ends with the program', async () => {
  const mark = newMark()
  const { child } = await start('sleep $0 &', mark, { procfs: false })
  await once(child, 'close')
  await until(() => {
    expect(marked(mark)).toEqual([])
  })
})
