import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf, setUp } from '../set-up.ts'
import { until } from '../../support/until.ts'
import { exec, marked, newMark, writeScript } from './set-up.ts'

const quiet = '>/dev/null 2>&1 </dev/null'

/** Shell scripts, to which the mark is `$0`; and how many processes then carry it. */
const trees: [string, string, number][] = [
  ['a grandchild', `sh -c 'sleep $0; :' $0 & sleep $0; :`, 4],
  ['what ignores every polite signal', `trap '' TERM INT HUP; sleep $0 & sleep $0; :`, 3],
  ['what is stopped', `sleep $0 & kill -STOP $!; kill -STOP $$`, 2],
  ['what has a session of its own', `setsid sleep $0 & sleep $0; :`, 3],
  [
    'an orphan with a session of its own and no pipe',
    `setsid sh -c '(setsid sleep $0 ${quiet} &)' $0 & sleep $0; :`,
    3,
  ],
  [
    'a child with an empty environment, a session of its own and no pipe',
    `env -i setsid sleep $0 ${quiet} & sleep $0; :`,
    3,
  ],
  [
    'an orphan with an empty environment and no pipe',
    `(env -i sleep $0 ${quiet} &); sleep $0; :`,
    3,
  ],
  [
    'an orphan with an empty environment and a session of its own, but a pipe',
    `(env -i setsid sleep $0 &); sleep $0; :`,
    3,
  ],
]

test.for(trees)('An abort ends %s', async ([, script, count]) => {
  const { tool } = await exec(['sh'])
  const mark = newMark()
  const caller = new AbortController()
  const call = tool.run({ command: 'sh', args: ['-c', script, mark] }, { signal: caller.signal })
  await until(() => {
    expect(marked(mark)).toHaveLength(count)
  })
  caller.abort()
  await expect(call).rejects.toThrow('aborted')
  expect(marked(mark)).toEqual([])
})

test('An abort ends an orphan that has shaken off everything, but was seen with its parent', async () => {
  const { tool, workspace } = await exec(['sh'])
  const mark = newMark()
  const caller = new AbortController()
  // The one in the middle is the parent of the last one for as long as some looks take, and then leaves it alone.
  const script = `(env -i setsid sleep $0 ${quiet} & exec sleep 3) & wait; touch alone; exec sleep $0`
  const call = tool.run({ command: 'sh', args: ['-c', script, mark] }, { signal: caller.signal })
  await until(() => readFile(join(workspace, 'alone')))
  await until(() => {
    expect(marked(mark)).toHaveLength(2)
  })
  caller.abort()
  await expect(call).rejects.toThrow('aborted')
  expect(marked(mark)).toEqual([])
})

const left: [string, string][] = [
  ['holds the pipes open', `sleep $0 &`],
  ['holds the pipes open, far away', `(env -i setsid sleep $0 &)`],
  [
    'has neither an environment nor a pipe',
    `: "$( (env -i sh -c 'echo; exec sleep $0 ${quiet}' $0 &) | head -n 1)"`,
  ],
  ['became a daemon', `(setsid sleep $0 ${quiet} &)`],
  ['is stopped', `sleep $0 & kill -STOP $!`],
]

test.for(left)('What a program leaves behind ends with it, when it %s', async ([, script]) => {
  const { call } = await exec(['sh'])
  const mark = newMark()
  // Once it gets its stdin, the gateway has seen it run.
  const args = ['-c', `read -r go\n${script}\necho done`, mark]
  const result = await call({ command: 'sh', args, stdin: 'go' })
  expect(result).toEqual({ exitCode: 0, stdout: 'done\n', stderr: '' })
  expect(marked(mark)).toEqual([])
})

test('A program that runs away, from one session into the next, is caught', async () => {
  const { tool, workspace } = await exec(['sh'])
  const hop = `#!/bin/sh
    echo "$2" > at
    if [ "$2" -gt 0 ]; then setsid "$0" "$1" "$(($2 - 1))" & exit; fi
    sleep "$1"`
  await writeScript(workspace, 'hop', hop)
  const mark = newMark()
  const caller = new AbortController()
  // Each step takes a millisecond or more.
  const args = ['-c', './hop "$0" 5000 & sleep "$0"; :', mark]
  const call = tool.run({ command: 'sh', args }, { signal: caller.signal })
  const at = async () => Number((await readFile(join(workspace, 'at'), 'utf8')).trim() || 5000)
  await until(async () => {
    expect(await at()).toBeLessThan(4990)
  })
  caller.abort()
  await expect(call).rejects.toThrow('aborted')
  expect(marked(mark)).toEqual([])
  expect(await at()).toBeGreaterThan(0)
})

test('A program that starts more and more is stopped before it is ended', async () => {
  const { tool, workspace } = await exec(['sh'])
  const mark = newMark()
  const caller = new AbortController()
  // They are known by their parent alone: were it ended first, those that were not seen yet would be lost.
  const script = `n=0
    while [ $n -lt 2000 ]; do n=$((n + 1)); echo $n > at; env -i setsid sleep $0 ${quiet} & done
    wait`
  const call = tool.run({ command: 'sh', args: ['-c', script, mark] }, { signal: caller.signal })
  await until(() => {
    expect(marked(mark).length).toBeGreaterThan(20)
  })
  caller.abort()
  await expect(call).rejects.toThrow('aborted')
  expect(marked(mark)).toEqual([])
  expect(Number(await readFile(join(workspace, 'at'), 'utf8'))).toBeLessThan(2000)
})

test('The time limit of tools ends the tree', async () => {
  const { tool } = await exec(['sh'])
  const { tools } = setUp([tool], { settings: { timeoutSeconds: 0.2 } })
  const mark = newMark()
  const params = { command: 'sh', args: ['-c', 'setsid sleep $0 & sleep $0; :', mark] }
  const { signal } = new AbortController()
  const error = await failureOf(
    tools.invoke('exec', params, { caller: { name: 'dashboard' }, signal }),
  )
  expect(error.details.issues).toMatchObject([{ rule: 'timeLimit' }])
  await until(() => {
    expect(marked(mark)).toEqual([])
  })
})

test('A call that is aborted before it begins starts nothing', async () => {
  const { tool, workspace } = await exec(['touch'])
  const call = tool.run({ command: 'touch', args: ['made'] }, { signal: AbortSignal.abort() })
  await expect(call).rejects.toThrow('aborted')
  await expect(readFile(join(workspace, 'made'))).rejects.toThrow('ENOENT')
})

test('Many calls at once end only what is their own', async () => {
  const { tool } = await exec(['sh'])
  const other = newMark()
  const caller = new AbortController()
  onTestFinished(() => {
    caller.abort()
  })
  const lasting = tool.run(
    { command: 'sh', args: ['-c', 'setsid sleep $0 & sleep $0; :', other] },
    { signal: caller.signal },
  )
  await until(() => {
    expect(marked(other)).toHaveLength(3)
  })
  const { signal } = new AbortController()
  const args = ['-c', '(setsid sleep $0 &)', newMark()]
  await Promise.all(Array.from({ length: 10 }, () => tool.run({ command: 'sh', args }, { signal })))
  expect(marked(other)).toHaveLength(3)
  caller.abort()
  await expect(lasting).rejects.toThrow('aborted')
  expect(marked(other)).toEqual([])
})
