import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { by, failureOf, setUp, signal, tool } from './set-up.ts'

/** A tool whose calls end when the test says so. */
function held() {
  const calls: (() => void)[] = []
  const one = tool('held', () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    calls.push(() => {
      resolve(null)
    })
    return promise
  })
  return { calls, one }
}

const begun = (calls: unknown[], count: number) =>
  until(() => {
    expect(calls.length).toBeGreaterThanOrEqual(count)
  })

test('Only so many calls go on at once; the others wait their turn, and none is lost', async () => {
  const { calls, one } = held()
  const { tools, invocations } = setUp([one], { settings: { maxConcurrent: 2 } })
  const all = Array.from({ length: 5 }, () => tools.invoke('held', {}, by))
  for (let count = 2; count <= 5; count++) {
    await begun(calls, count)
    await new Promise(setImmediate)
    expect(calls).toHaveLength(count)
    calls[count - 2]?.()
  }
  calls[4]?.()
  await Promise.all(all)
  expect(invocations).toHaveLength(5)
})

test('A greater limit holds at the next call', async () => {
  const { calls, one } = held()
  const { tools, settings } = setUp([one], { settings: { maxConcurrent: 1 } })
  const all = [tools.invoke('held', {}, by), tools.invoke('held', {}, by)]
  await begun(calls, 1)
  settings.maxConcurrent = 3
  all.push(tools.invoke('held', {}, by))
  await begun(calls, 3)
  for (const end of calls) end()
  await Promise.all(all)
})

test('When ten times as many wait, the next one is told to come again', async () => {
  const { calls, one } = held()
  const { tools, invocations } = setUp([one], { settings: { maxConcurrent: 1 } })
  const all = Array.from({ length: 11 }, () => tools.invoke('held', {}, by))
  expect(await failureOf(tools.invoke('held', {}, by))).toMatchObject({
    kind: 'rateLimited',
    retryAfter: 1,
  })
  for (let ended = 0; ended < 11; ended++) {
    await begun(calls, ended + 1)
    calls[ended]?.()
  }
  await Promise.all(all)
  expect(invocations).toHaveLength(11)
})

test('Who waited as long as a call may take is told to come again, and runs nothing', async () => {
  const { calls, one } = held()
  const { tools, settings, invocations } = setUp([one], { settings: { maxConcurrent: 1 } })
  const first = tools.invoke('held', {}, by)
  await begun(calls, 1)
  settings.timeoutSeconds = 0.05
  expect((await failureOf(tools.invoke('held', {}, by))).kind).toBe('rateLimited')
  calls[0]?.()
  await first
  expect(invocations).toHaveLength(1)
})

test('Who leaves while waiting makes room, and runs nothing', async () => {
  const { calls, one } = held()
  const { tools, invocations } = setUp([one], { settings: { maxConcurrent: 1 } })
  const first = tools.invoke('held', {}, by)
  await begun(calls, 1)
  const leaving = new AbortController()
  const second = failureOf(tools.invoke('held', {}, { ...by, signal: leaving.signal }))
  const third = tools.invoke('held', {}, { ...by, signal })
  leaving.abort(new Error('gone'))
  expect(await second).toMatchObject({ kind: 'unavailable', message: 'The call was aborted.' })
  calls[0]?.()
  await first
  await begun(calls, 2)
  calls[1]?.()
  await third
  expect(invocations).toHaveLength(2)
})

test('A call that fails gives its place back', async () => {
  const failing = tool('failing', () => Promise.reject(new Error('a fault')))
  const { tools } = setUp([failing], { settings: { maxConcurrent: 1 } })
  for (let i = 0; i < 3; i++) {
    expect((await failureOf(tools.invoke('failing', {}, by))).kind).toBe('internal')
  }
})

test('A tool that is disabled while a call of it waits is not run', async () => {
  const { calls, one } = held()
  const { tools, settings } = setUp([one], { settings: { maxConcurrent: 1 } })
  const first = tools.invoke('held', {}, by)
  await begun(calls, 1)
  const second = failureOf(tools.invoke('held', {}, by))
  settings.disabled = ['held']
  calls[0]?.()
  await first
  expect((await second).kind).toBe('forbidden')
  expect(calls).toHaveLength(1)
  settings.disabled = []
  const third = tools.invoke('held', {}, by)
  await begun(calls, 2)
  calls[1]?.()
  await third
})

test('A tool that goes on though its call is over keeps its place until it ends', async () => {
  const { calls, one } = held()
  const { tools, settings } = setUp([one], { settings: { maxConcurrent: 1, timeoutSeconds: 0.05 } })
  expect((await failureOf(tools.invoke('held', {}, by))).details.issues).toMatchObject([
    { rule: 'timeLimit' },
  ])
  expect((await failureOf(tools.invoke('held', {}, by))).kind).toBe('rateLimited')
  settings.timeoutSeconds = 30
  const second = tools.invoke('held', {}, by)
  calls[0]?.()
  await begun(calls, 2)
  calls[1]?.()
  await second
})
