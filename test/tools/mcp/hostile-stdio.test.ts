import { expect, test } from 'vitest'
import { ToolFailure } from '../../../src/tools/tool.ts'
import { until } from '../../support/until.ts'
import { failureOf, openServers, processesOf, rawServer, text } from './setting.ts'

async function openRaw(behaviour = 'plain', pace = {}) {
  const config = rawServer(behaviour)
  const house = await openServers({ raw: config }, { pace })
  await house.ready('raw.ok')
  return { house, config }
}

const gone = 'The MCP server "raw" went away during the call.'

test.each([
  ['die', 'It ended with exit code 3.'],
  ['closeOutput', 'It closed its standard output.'],
  ['noNewline', 'It sent a message larger than 8 MiB.'],
  ['flood', 'It sends more messages than can be read.'],
  ['largeFlood', 'It sends more than 32 MiB unasked in 10 seconds.'],
  ['manyObjects', 'It sent a message of too many objects and lists.'],
  ['requestFlood', 'It sends more messages than can be read.'],
])('A server that does this ends its calls, and is started again: %s', async (tool, reason) => {
  const { house } = await openRaw()
  const before = process.memoryUsage.rss()
  const waiting = failureOf(house.call('raw.never'))
  const call = failureOf(house.call(`raw.${tool}`))
  expect(await call).toMatchObject({ kind: 'unavailable', message: gone })
  expect((await waiting).message).toBe(gone)
  expect(await house.fault()).toBe(reason)
  await house.ready('raw.ok')
  expect(await house.call('raw.ok')).toEqual(text('{}'))
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(150)
})

test('A server that closes its input is noticed when it is written to', async () => {
  const { house } = await openRaw()
  const first = failureOf(house.call('raw.closeInput'))
  await until(() => {
    void failureOf(house.call('raw.never'))
    expect(house.faults[0]?.message).toMatch(/It closed its standard input\./)
  })
  expect((await first).message).toBe(gone)
})

test('What a process says before it ends is still heard', async () => {
  const { house } = await openRaw()
  expect(await house.call('raw.dieWithLastWords')).toEqual(text('x'.repeat(150_000)))
})

test.each([
  ['garbage', 'after the garbage'],
  ['otherId', 'for you'],
])('What is not for us is left out: %s', async (tool, answer) => {
  const { house } = await openRaw()
  expect(await house.call(`raw.${tool}`)).toEqual(text(answer))
  expect(house.faults).toEqual([])
})

test.each([
  ['dieAtInitialize', /It ended with exit code 1\./],
  ['nonsenseAtInitialize', /It does not speak MCP: .*protocolVersion/],
  ['oldProtocol', /It does not speak MCP: .*protocol version is not supported: 1999-01-01/],
  ['nonsenseList', /It does not speak MCP: Its answer to tools\/list has no tools\./],
])('A server that does this is told as a fault, and tried again: %s', async (behaviour, reason) => {
  const config = rawServer(behaviour)
  const house = await openServers({ raw: config })
  expect(await house.fault()).toMatch(reason)
  const starts = () => house.logLines.filter((line) => line.includes('is not connected')).length
  await until(() => {
    expect(starts()).toBeGreaterThan(2)
  })
  expect(house.faults).toHaveLength(1)
  expect(house.names).toEqual([])
})

test.each(['silentAtInitialize', 'otherIdAtInitialize'])(
  'A server that does not answer in time is told as a fault, and ended: %s',
  async (behaviour) => {
    const config = rawServer(behaviour)
    const house = await openServers(
      { raw: config },
      { pace: { startMs: 300, graceMs: 100, restart: { minMs: 600_000, maxMs: 600_000 } } },
    )
    expect(await house.fault()).toMatch(/It did not answer in time\./)
    await until(() => {
      expect(processesOf(config)).toEqual([])
    })
  },
)

test('A server without tools is connected to, and offers none', async () => {
  const house = await openServers({ raw: rawServer('noTools') })
  await until(() => {
    expect(house.logLines.join('')).toMatch(/"tools":0,"msg":"connected to the MCP server"/)
  })
  expect(house.names).toEqual([])
  expect(house.faults).toEqual([])
})

test('A process that lives but does not answer is started again', async () => {
  const { house, config } = await openRaw('plain', { pingMs: 200, busyMs: 600 })
  const [before] = processesOf(config)
  expect(await house.call('raw.stop')).toEqual(text('stopped'))
  expect(await house.fault()).toMatch(/It has not answered a ping for/)
  await house.ready('raw.ok')
  expect(processesOf(config)).not.toContain(before)
})

test('A server that does not answer pings is left alone while it works on a call, but not for ever', async () => {
  const { house } = await openRaw('deafToPings', { pingMs: 100, busyMs: 1500 })
  const call = failureOf(house.call('raw.never'))
  const start = performance.now()
  expect((await call).message).toBe(gone)
  expect(performance.now() - start).toBeGreaterThan(1000)
})

test('A server may ask us nothing but whether we are there', async () => {
  const { house } = await openRaw()
  const { content } = (await house.call('raw.askSampling')) as { content: { text: string }[] }
  expect(JSON.parse(content[0]?.text ?? '')).toMatchObject({
    id: 'ask',
    error: { code: -32601, message: 'Method not found' },
  })
})

test('A cancelled call is cancelled at the server, once, and no other', async () => {
  const { house } = await openRaw()
  const finished = new AbortController()
  await house.call('raw.ok', {}, finished.signal)
  finished.abort()
  const caller = new AbortController()
  const call = house.call('raw.never', {}, caller.signal)
  caller.abort(new Error('secret reason'))
  await expect(call).rejects.toThrow()
  const { content } = (await house.call('raw.cancellations')) as { content: { text: string }[] }
  expect(JSON.parse(content[0]?.text ?? '')).toEqual([
    { requestId: expect.any(Number) as number, reason: 'The call was cancelled.' },
  ])
})

test.each([
  ['failsSilently', {}, 'The tool failed and does not say why.'],
  ['fails', { why: 'no such city' }, 'no such city'],
  ['refuses', {}, 'a must be a number'],
  ['refusesAsIfGone', {}, 'closed on Sundays'],
  ['resultNull', {}, 'The answer of the server is not one of MCP.'],
  ['noContent', {}, /result that is not allowed: it has no content/],
  ['contentNull', {}, /result that is not allowed: content/],
  ['manyItems', {}, /result that is not allowed: content: it has more than 1000 items/],
  ['manyIcons', {}, /result that is not allowed: content\.0: it is made of more than 1000 values/],
  ['wrongContent', {}, /result that is not allowed: content\.0/],
  ['deepResult', {}, /result that is not allowed: it is nested too deeply/],
  ['veryDeepResult', {}, /result that is not allowed: it is nested too deeply/],
  ['weather', { temperature: 'hot' }, /structuredContent\.temperature must be number/],
  ['weather', {}, /structuredContent\.temperature must have required property/],
  ['promise', {}, /it has no structuredContent, which the tool promises/],
])('A call that gives this is the failure of its tool: %s %j', async (tool, params, message) => {
  const { house } = await openRaw()
  const failure = await failureOf(house.call(`raw.${tool}`, params))
  expect(failure).toBeInstanceOf(ToolFailure)
  expect(failure.message).toMatch(message)
  expect(house.faults).toEqual([])
  expect(await house.call('raw.ok')).toEqual(text('{}'))
})

test('A failure is told in as many characters as an error has room for', async () => {
  const { house } = await openRaw()
  const failure = await failureOf(house.call('raw.fails', { why: '\u{1F600}'.repeat(5000) }))
  expect(failure.message.length).toBeLessThanOrEqual(1900)
  expect(failure.message.isWellFormed()).toBe(true)
})

test('Of a result only what MCP defines is passed on', async () => {
  const { house } = await openRaw()
  expect(await house.call('raw.extra')).toEqual(text('ok'))
})

test('A result of several megabytes comes through', async () => {
  const { house } = await openRaw()
  const size = 7 * 1024 * 1024
  const { content } = (await house.call('raw.large', { size })) as { content: { text: string }[] }
  expect(content[0]?.text).toHaveLength(size)
})

test('What a server says on standard error is logged, bounded, and without the values of its variables', async () => {
  const key = '-----BEGIN KEY-----\nMIIE\n-----END KEY-----'
  const config = { ...rawServer('plain'), environment: { PASSWORD: 'hunter2', KEY: key, ON: '1' } }
  const house = await openServers({ raw: config })
  await house.ready('raw.complain')
  await house.call('raw.complain', { line: `1 hunter2 MIIE ${'x'.repeat(100_000)}hunter2` })
  await house.call('raw.complain', { line: Array(500).fill('many').join('\n') })
  await until(() => {
    expect(house.logLines.join('')).toContain('says more than is logged')
  })
  const lines = house.logLines.filter((line) => line.includes('"stderr"'))
  expect(lines[0]).toContain('1 [redacted] [redacted] xxx')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2300)
  expect(lines).toHaveLength(100)
  expect(house.logLines.join('')).not.toContain('hunter2')
})

test('Why a program ends is in the log, without the values of its variables', async () => {
  const config = { ...rawServer('dieAtInitialize'), environment: { PASSWORD: 'hunter2' } }
  const house = await openServers({ raw: config })
  await house.fault()
  expect(house.logLines.join('')).toContain('"stderr":["no [redacted] please"]')
  expect(JSON.stringify([house.logLines, house.faults])).not.toContain('hunter2')
})
