import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { failureOf, openServers, rawServer, text } from './setting.ts'

const schema = { type: 'object' }
const tool = (name: string, rest: object = {}) => ({ name, inputSchema: schema, ...rest })

/** A server that lists these, besides one that is in order. */
async function openListing(...tools: unknown[]) {
  const config = rawServer('oddTools', JSON.stringify([...tools, tool('good')]))
  const house = await openServers({ raw: config })
  await house.ready('raw.good')
  return house
}

const deep = (levels: number): unknown => (levels === 0 ? 0 : [deep(levels - 1)])

test.each<[string, RegExp, unknown]>([
  ['with a space in its name', /other characters/, tool('a b')],
  ['with a slash in its name', /other characters/, tool('a/b')],
  ['without a name', /has no name/, { inputSchema: schema }],
  ['with an empty name', /has no name/, tool('')],
  ['that is no object', /has no name/, null],
  ['with a long name', /longer than 128/, tool('a'.repeat(125))],
  [
    'with a large schema',
    /inputSchema is larger than 64 KiB/,
    tool('a', { inputSchema: { ...schema, description: 'x'.repeat(65_536) } }),
  ],
  [
    'with a large output schema',
    /outputSchema is larger than 64 KiB/,
    tool('a', { outputSchema: { ...schema, description: 'x'.repeat(65_536) } }),
  ],
  [
    'with a schema of no object',
    /not one of MCP: inputSchema\.type/,
    tool('a', { inputSchema: { type: 'string' } }),
  ],
  ['without a schema', /not one of MCP: inputSchema/, { name: 'a' }],
  [
    'with a wrong schema',
    /inputSchema can not be used/,
    tool('a', { inputSchema: { ...schema, properties: { a: { type: 'nonsense' } } } }),
  ],
  [
    'with a wrong output schema',
    /outputSchema can not be used/,
    tool('a', { outputSchema: { ...schema, minProperties: 'a' } }),
  ],
  [
    'with a schema that leads nowhere',
    /inputSchema can not be used/,
    tool('a', { inputSchema: { ...schema, properties: { a: { $ref: 'https://example.com/x' } } } }),
  ],
  [
    'with a schema that leads to itself',
    /inputSchema can not be used/,
    tool('a', { inputSchema: { ...schema, allOf: [{ $ref: '#' }] } }),
  ],
  [
    'with an asynchronous schema',
    /inputSchema can not be used: it has \$async/,
    tool('a', { inputSchema: { ...schema, $async: true } }),
  ],
  [
    'that is nested deeply',
    /nested too deeply/,
    tool('a', { inputSchema: { ...schema, default: deep(200) } }),
  ],
  ['that has been named before', /named it before/, tool('good')],
])('A tool %s is left out, and the log says why', async (_, reason, odd) => {
  const house = await openListing(odd)
  expect(house.names).toEqual(['raw.good'])
  expect(await house.call('raw.good')).toEqual(text('good'))
  const report = house.logLines.find((line) => line.includes('leftOut')) ?? ''
  expect(report).toMatch(reason)
  expect(report.length).toBeLessThan(1000)
})

test('What is not needed may be missing, strange, or long', async () => {
  const emoji = '\u{1F600}'
  const house = await openListing(
    tool('long', { description: emoji.repeat(5000) }),
    tool('lone', { description: '\ud83d' }),
    tool('titled', { title: 'A title' }),
    tool('N.a-m_e', { annotations: { readOnlyHint: true, destructiveHint: true } }),
    tool('additive', { annotations: { destructiveHint: false }, surprise: 1 }),
    tool('same', { inputSchema: { ...schema, $id: 'https://example.com/a', format: 'x' } }),
    tool('same2', { inputSchema: { ...schema, $id: 'https://example.com/a', 'x-own': 1 } }),
  )
  const { description } = house.offer('raw.long').tool
  expect(description.length).toBeLessThanOrEqual(4000)
  expect(description).toMatch(/^\u{1F600}{1990,}.?…$/u)
  expect(description.isWellFormed()).toBe(true)
  expect(house.offer('raw.lone').tool.description).toBe('\ufffd')
  expect(house.offer('raw.titled').tool.description).toBe('A title')
  expect(house.offer('raw.good').tool.annotations).toEqual({ readOnly: false, destructive: true })
  expect(house.offer('raw.N.a-m_e').tool.annotations).toEqual({
    readOnly: true,
    destructive: false,
  })
  expect(house.offer('raw.additive').tool.annotations).toEqual({
    readOnly: false,
    destructive: false,
  })
  expect(house.offer('raw.same2').tool.inputSchema).toEqual({
    ...schema,
    $id: 'https://example.com/a',
    'x-own': 1,
  })
})

test('Of a server with many tools the first 200 are taken', async () => {
  const many = Array.from({ length: 300 }, (_, i) => tool(`t${i}`))
  const house = await openServers({ raw: rawServer('oddTools', JSON.stringify(many)) })
  await house.ready('raw.t199')
  expect(house.names).toHaveLength(200)
  expect(house.logLines.join('')).toMatch(/may have 200 tools; the rest is left out/)
})

test('A list in pages is read to its end, and results are checked for the tools of each page', async () => {
  const house = await openServers({ raw: rawServer('pages') })
  await house.ready('raw.weather')
  expect(house.names).toEqual(['raw.weather', 'raw.a', 'raw.b'])
  const failure = await failureOf(house.call('raw.weather', { temperature: 'hot' }))
  expect(failure.message).toMatch(/structuredContent\.temperature must be number/)
})

test('A list without an end is read no further than so many pages', async () => {
  const house = await openServers({ raw: rawServer('endlessPages') })
  await until(() => {
    expect(house.logLines.join('')).toMatch(/"tools":0,"msg":"connected/)
  })
})

test('Tools that change are read again, with what their results are checked against', async () => {
  const house = await openServers({ raw: rawServer('plain') })
  await house.ready('raw.change')
  const { tool: before } = house.offer('raw.ok')
  const { tool: weather } = house.offer('raw.weather')
  const warm = { temperature: 20 }
  expect(await house.call('raw.weather', warm)).toEqual({ content: [], structuredContent: warm })
  expect(await house.call('raw.change')).toEqual(text('changed'))
  await until(() => {
    expect(house.offer('raw.weather').tool).not.toBe(weather)
  })
  const failure = await failureOf(house.call('raw.weather', warm))
  expect(failure.message).toMatch(/structuredContent\.temperature must be string/)
  expect(house.offer('raw.ok').tool).toBe(before)
})

test('However often a server says that its tools change, they are read with pauses', async () => {
  const house = await openServers({ raw: rawServer('plain') }, { pace: { listMs: 600_000 } })
  await house.ready('raw.change')
  const lists = async () => {
    const { content } = (await house.call('raw.lists')) as { content: { text: string }[] }
    return Number(content[0]?.text)
  }
  for (let i = 0; i < 50; i += 1) await house.call('raw.change')
  expect(await lists()).toBe(2)
})

test('A result that the promised schema never comes to an end with is a failure', async () => {
  const endless = { allOf: [{ $ref: '#/$defs/endless' }] }
  const outputSchema = {
    ...schema,
    properties: { a: { $ref: '#/$defs/endless' } },
    $defs: { endless },
  }
  const house = await openListing(tool('weather', { outputSchema }))
  const call = (params: object) => house.call('raw.weather', { ...params })
  expect(await call({ b: 1 })).toMatchObject({ structuredContent: { b: 1 } })
  expect((await failureOf(call({ a: 1 }))).message).toMatch(/nested too deep for the schema/)
})
