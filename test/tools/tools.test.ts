import { expect, test, vi } from 'vitest'
import { eventValidators } from '../../src/generated/events.ts'
import type { ToolInvocation } from '../../src/generated/types.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { type Tool, ToolFailure } from '../../src/tools/tool.ts'
import { createTools, type ToolsOptions } from '../../src/tools/tools.ts'

const { signal } = new AbortController()
const by = { caller: 'dashboard', signal }

const tool = (name: string, run: Tool['run'], inputSchema = {}): Tool => ({
  name,
  description: `The tool ${name}`,
  inputSchema: { type: 'object', ...inputSchema },
  run,
})

const returnParams: Tool['run'] = (params) => Promise.resolve(params)

const echo = tool('echo', returnParams)

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

function setUp(tools: Tool[], options: Partial<ToolsOptions> = {}) {
  const invocations: ToolInvocation[] = []
  const onInvoked = (invocation: ToolInvocation) => {
    invocations.push(invocation)
    return Promise.resolve()
  }
  return {
    invocations,
    tools: createTools({ tools, isDisabled: () => false, onInvoked, ...options }),
  }
}

async function failureOf(call: Promise<unknown>): Promise<GatewayError> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof GatewayError) return error
  throw new Error('There was no GatewayError.', { cause: error })
}

test('Tools are listed by name, disabled ones too, as the contract has them', () => {
  const last = tool('zip', returnParams)
  const { tools } = setUp([last, echo], { isDisabled: (name) => name === 'zip' })
  expect(tools.list()).toEqual([
    { name: 'echo', description: 'The tool echo', enabled: true, inputSchema: { type: 'object' } },
    { name: 'zip', description: 'The tool zip', enabled: false, inputSchema: { type: 'object' } },
  ])
})

test('Two tools can not have one name', () => {
  expect(() => setUp([echo, echo])).toThrow('same name')
})

test('A call gives the result and is recorded without the values of its parameters', async () => {
  const { tools, invocations } = setUp([echo])
  const answer = await tools.invoke('echo', { password: 'hunter2' }, by)
  expect(answer).toEqual({
    result: { password: 'hunter2' },
    durationMs: expect.any(Number) as number,
  })
  expect(invocations).toEqual([
    { tool: 'echo', caller: 'dashboard', outcome: 'ok', durationMs: answer.durationMs },
  ])
  expect(JSON.stringify(invocations)).not.toMatch(/hunter2|password/)
  const event = { id: 1, type: 'tool:invoked', time: new Date().toISOString() }
  expect(eventValidators['tool:invoked']({ ...event, payload: invocations[0] })).toBe(true)
})

test('A tool that returns nothing has the result null', async () => {
  const { tools } = setUp([tool('silent', () => Promise.resolve(undefined))])
  expect((await tools.invoke('silent', {}, by)).result).toBeNull()
})

test('The record is made before the result is given', async () => {
  let recorded = false
  const onInvoked = async () => {
    await new Promise(setImmediate)
    recorded = true
  }
  const { tools } = setUp([echo], { onInvoked })
  await tools.invoke('echo', {}, by)
  expect(recorded).toBe(true)
})

test('A call that could not be recorded fails', async () => {
  const unavailable = new GatewayError('unavailable', 'The store does not answer.')
  const { tools } = setUp([echo], { onInvoked: () => Promise.reject(unavailable) })
  await expect(tools.invoke('echo', {}, by)).rejects.toBe(unavailable)
})

test.each(['none', 'constructor', '__proto__'])('There is no tool %s', async (name) => {
  const { tools, invocations } = setUp([echo])
  const error = await failureOf(tools.invoke(name, {}, by))
  expect(error).toMatchObject({ kind: 'notFound', message: `There is no tool "${name}".` })
  expect(invocations).toEqual([])
})

test('A tool that is disabled while the gateway runs is not called', async () => {
  const run = vi.fn(returnParams)
  const disabled = new Set<string>()
  const { tools, invocations } = setUp([tool('echo', run)], {
    isDisabled: (name) => disabled.has(name),
  })
  await tools.invoke('echo', {}, by)
  disabled.add('echo')
  const error = await failureOf(tools.invoke('echo', {}, by))
  expect(error).toMatchObject({ kind: 'forbidden', message: 'The tool "echo" is disabled.' })
  expect(run).toHaveBeenCalledOnce()
  expect(invocations).toHaveLength(1)
})

const strict = tool('strict', returnParams, {
  properties: {
    path: { type: 'string', minLength: 1 },
    'a/b~c': { type: 'string' },
    lines: { type: 'array', items: { type: 'integer', minimum: 1 } },
    mode: { enum: ['r', 'w'] },
  },
  required: ['path'],
  additionalProperties: false,
})

test.each([
  ['required', {}, 'body.params.path'],
  ['type', { path: 1 }, 'body.params.path'],
  ['minLength', { path: '' }, 'body.params.path'],
  ['minimum', { path: 'a', lines: [1, 0] }, 'body.params.lines.1'],
  ['enum', { path: 'a', mode: 'x' }, 'body.params.mode'],
  ['type', { path: 'a', 'a/b~c': 1 }, 'body.params.a/b~c'],
  ['additionalProperties', { path: 'a', extra: 1 }, 'body.params.extra'],
  [
    'additionalProperties',
    JSON.parse('{"path":"a","__proto__":{}}') as Record<string, unknown>,
    'body.params.__proto__',
  ],
])('A broken rule %s is told with its field: %j', async (rule, params, field) => {
  const { tools, invocations } = setUp([strict])
  const error = await failureOf(tools.invoke('strict', params, by))
  expect(error.kind).toBe('invalid')
  expect(error.details).toEqual({
    issues: [{ field, rule, message: expect.any(String) as string }],
  })
  expect(invocations).toEqual([])
})

test('All broken rules are told, as far as an error has room for them', async () => {
  const { tools } = setUp([strict])
  const two = await failureOf(tools.invoke('strict', { mode: 'x' }, by))
  expect(two.details.issues?.map(({ rule }) => rule).sort()).toEqual(['enum', 'required'])
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`${'x'.repeat(500)}${i}`, i]),
  )
  const error = await failureOf(tools.invoke('strict', many, by))
  expect(error.details.issues?.length).toBe(20)
  expect(error.message.length).toBeLessThanOrEqual(4000)
})

test('A tool whose schema is wrong does not harm the others', async () => {
  const { tools } = setUp([tool('broken', returnParams, { type: 'nonsense' }), echo])
  await expect(tools.invoke('broken', {}, by)).rejects.toThrow()
  expect((await tools.invoke('echo', { a: 1 }, by)).result).toEqual({ a: 1 })
})

test('What a tool could not do is told to the caller', async () => {
  const failure = new ToolFailure('path: there is no such file or folder')
  const { tools, invocations } = setUp([tool('failing', () => Promise.reject(failure))])
  const error = await failureOf(tools.invoke('failing', {}, by))
  expect(error.kind).toBe('invalid')
  expect(error.details).toEqual({
    issues: [
      {
        field: 'body.params',
        rule: 'toolFailed',
        message: 'path: there is no such file or folder',
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
  const error = await failureOf(
    tools.invoke('faulty', {}, { caller: 'dashboard', signal: caller.signal }),
  )
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
    const { tools, invocations } = setUp([waiting(options)], { timeLimitMs: 20 })
    const error = await failureOf(tools.invoke('waiting', {}, by))
    expect(error.details.issues).toEqual([
      {
        field: 'body.params',
        rule: 'toolFailed',
        message: 'The tool did not finish within 0.02 seconds.',
      },
    ])
    expect(invocations).toMatchObject([{ tool: 'waiting', outcome: 'failed' }])
  },
)

test.each([{ deaf: true }, { deaf: false }])(
  'A call ends when its caller leaves: %j',
  async (options) => {
    const caller = new AbortController()
    const { tools, invocations } = setUp([waiting(options)])
    const call = failureOf(
      tools.invoke('waiting', {}, { caller: 'dashboard', signal: caller.signal }),
    )
    caller.abort(new Error('gone'))
    const error = await call
    expect(error).toMatchObject({ kind: 'unavailable', message: 'The call was aborted.' })
    expect(error.cause).toMatchObject({ message: 'gone' })
    expect(invocations).toMatchObject([{ tool: 'waiting', outcome: 'failed' }])
  },
)

test('A caller who has left before starts nothing', async () => {
  const run = vi.fn(returnParams)
  const { tools } = setUp([tool('echo', run)])
  const left = { caller: 'dashboard', signal: AbortSignal.abort() }
  expect((await failureOf(tools.invoke('echo', {}, left))).kind).toBe('unavailable')
  expect(run).not.toHaveBeenCalled()
})
