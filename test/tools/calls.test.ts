import { expect, test, vi } from 'vitest'
import { ToolFailure } from '../../src/tools/tool.ts'
import { by, failureOf, returnParams, setUp, tool } from './set-up.ts'

/** Waits until it is told to stop, unless it is deaf. */
const waiting = (options: { deaf: boolean }) =>
  tool('waiting', (_, call) => {
    if (options.deaf) return new Promise(() => undefined)
    return new Promise((_, reject) => {
      call.signal.addEventListener('abort', () => {
        reject(new Error('stopped'))
      })
    })
  })

test('What a tool could not do is told to the caller', async () => {
  const failure = new ToolFailure('there is no such file or folder', { parameter: 'path' })
  const { tools, invocations } = setUp([tool('failing', () => Promise.reject(failure))])
  const error = await failureOf(tools.invoke('failing', {}, by))
  expect(error.kind).toBe('invalid')
  expect(error.details).toEqual({
    issues: [
      {
        field: 'body.params.path',
        rule: 'toolFailed',
        message: 'there is no such file or folder',
      },
    ],
  })
  expect(invocations).toMatchObject([{ tool: 'failing', outcome: 'failed' }])
})

test.each([
  ['later', () => Promise.reject(new Error('token=hunter2'))],
  [
    'at once',
    () => {
      throw new Error('token=hunter2')
    },
  ],
])('A fault of a tool, thrown %s, is kept from the caller', async (_, run) => {
  const { tools, invocations } = setUp([tool('faulty', run)])
  const caller = new AbortController()
  const error = await failureOf(tools.invoke('faulty', {}, { ...by, signal: caller.signal }))
  expect(error).toMatchObject({ kind: 'internal', message: 'The tool "faulty" failed.' })
  expect(error.details).toEqual({})
  expect(error.cause).toMatchObject({ message: 'token=hunter2' })
  expect(invocations).toMatchObject([{ tool: 'faulty', outcome: 'failed' }])
  // Vitest fails when this leaves a rejection that nobody catches.
  caller.abort()
})

test.each([{ deaf: true }, { deaf: false }])(
  'A tool that takes too long is stopped: %j',
  async (options) => {
    const { tools, invocations } = setUp([waiting(options)], { settings: { timeoutSeconds: 0.02 } })
    const error = await failureOf(tools.invoke('waiting', {}, by))
    expect(error.details.issues).toEqual([
      {
        field: 'body.params',
        rule: 'timeLimit',
        message: 'The tool did not finish within 0.02 seconds.',
      },
    ])
    expect(invocations).toMatchObject([{ tool: 'waiting', outcome: 'timedOut' }])
  },
)

test.each([{ deaf: true }, { deaf: false }])(
  'A call ends when its caller leaves: %j',
  async (options) => {
    const caller = new AbortController()
    const { tools, invocations } = setUp([waiting(options)])
    const call = failureOf(tools.invoke('waiting', {}, { ...by, signal: caller.signal }))
    await new Promise(setImmediate)
    caller.abort(new Error('gone'))
    const error = await call
    expect(error).toMatchObject({ kind: 'unavailable', message: 'The call was aborted.' })
    expect(error.cause).toMatchObject({ message: 'gone' })
    expect(invocations).toMatchObject([{ tool: 'waiting', outcome: 'cancelled' }])
  },
)

test('A caller who has left before starts nothing', async () => {
  const run = vi.fn(returnParams)
  const { tools } = setUp([tool('echo', run)])
  const left = { ...by, signal: AbortSignal.abort() }
  expect((await failureOf(tools.invoke('echo', {}, left))).kind).toBe('unavailable')
  expect(run).not.toHaveBeenCalled()
})
