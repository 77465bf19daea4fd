import { expect, test, vi } from 'vitest'
import { eventValidators } from '../../src/generated/events.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { by, echo, failureOf, returnParams, setUp, signal, tool } from './set-up.ts'

test('Tools are listed by name, also those that can not be called, as the contract has them', () => {
  const offers = [
    { tool: tool('off', returnParams), disabled: 'tools.off is empty.' },
    { tool: tool('zip', returnParams) },
    { tool: tool('away', returnParams), unavailable: 'It ended.' },
    echo,
  ]
  const { tools } = setUp(offers, { settings: { disabled: ['z*'] } })
  const common = {
    annotations: { readOnly: true, destructive: false },
    inputSchema: { type: 'object' },
  }
  expect(tools.list()).toEqual([
    {
      name: 'away',
      description: 'The tool away',
      enabled: true,
      available: false,
      reason: 'It ended.',
      ...common,
    },
    { name: 'echo', description: 'The tool echo', enabled: true, available: true, ...common },
    {
      name: 'off',
      description: 'The tool off',
      enabled: false,
      available: true,
      reason: 'tools.off is empty.',
      ...common,
    },
    {
      name: 'zip',
      description: 'The tool zip',
      enabled: false,
      available: true,
      reason: 'tools.disabled names it.',
      ...common,
    },
  ])
})

test('A caller with a limit sees and calls only what its limit names', async () => {
  const { tools, invocations } = setUp([
    echo,
    tool('github.list', returnParams),
    tool('write', returnParams),
  ])
  const limited = { caller: { name: 'reader', tools: ['echo', 'github.*'] }, signal }
  expect(tools.list(limited.caller).map(({ name }) => name)).toEqual(['echo', 'github.list'])
  await tools.invoke('echo', {}, limited)
  await tools.invoke('github.list', {}, limited)
  const refused = await failureOf(tools.invoke('write', {}, limited))
  expect(refused).toMatchObject({
    kind: 'forbidden',
    message: 'This token may not call the tool "write".',
  })
  // Whether there is such a tool is not told either.
  expect((await failureOf(tools.invoke('none', {}, limited))).kind).toBe('forbidden')
  expect(tools.list({ tools: [] })).toEqual([])
  expect(invocations.map((one) => one.tool)).toEqual(['echo', 'github.list'])
})

test('A tool whose server is away is not called', async () => {
  const run = vi.fn(returnParams)
  const { tools, invocations } = setUp([{ tool: tool('x.y', run), unavailable: 'It ended.' }])
  expect(await failureOf(tools.invoke('x.y', {}, by))).toMatchObject({
    kind: 'unavailable',
    message: 'The tool "x.y" is not available: It ended.',
  })
  expect(run).not.toHaveBeenCalled()
  expect(invocations).toEqual([])
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
  const { tools, invocations, settings } = setUp([tool('echo', run)])
  await tools.invoke('echo', {}, by)
  settings.disabled = ['echo']
  const error = await failureOf(tools.invoke('echo', {}, by))
  expect(error).toMatchObject({
    kind: 'forbidden',
    message: 'The tool "echo" is disabled: tools.disabled names it.',
  })
  expect(run).toHaveBeenCalledOnce()
  expect(invocations).toHaveLength(1)
})
