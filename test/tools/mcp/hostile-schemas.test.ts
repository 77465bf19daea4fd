import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../support/until.ts'
import { failureOf, openServers, rawServer } from './setting.ts'

const type = 'object'
const tool = (name: string, rest: object = {}) => ({ name, inputSchema: { type }, ...rest })

/** Each level asks for the next one twice: 2^40 checks. */
function doubling(levels: number): object {
  const twice = (to: number) => ({ allOf: Array(2).fill({ $ref: `#/$defs/a${to}` }) })
  const $defs = Object.fromEntries(
    Array.from({ length: levels }, (_, i) => [`a${i}`, twice(i + 1)]),
  )
  return { type, $defs: { ...$defs, [`a${levels}`]: { required: ['x'] } }, $ref: '#/$defs/a0' }
}

/** Tries each list in two ways, at each level: quick for `{}`, and 2^depth for what is nested. */
const list = { type: 'array', items: { $ref: '#/$defs/a' } }
const branching = {
  type,
  $defs: { a: { anyOf: [list, list] } },
  properties: { v: { $ref: '#/$defs/a' } },
}
const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)])

/** Milliseconds. It would be minutes or for ever; a busy machine is late too. */
const longestLag = 3_000

/** @returns how long, in milliseconds, the process was not there for anybody at the most */
function measureLag(): () => number {
  let [last, longest] = [performance.now(), 0]
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 10)
  onTestFinished(() => {
    clearInterval(timer)
  })
  return () => longest
}

const openListing = async (...tools: object[]) =>
  openServers({ raw: rawServer('oddTools', JSON.stringify([...tools, tool('good')])) })

test('A schema that takes for ever to compile is left out, and holds up nobody', async () => {
  const house = await openListing(tool('slow', { inputSchema: doubling(40) }))
  // Only once the SDK is loaded, which takes time itself.
  const lag = measureLag()
  await house.ready('raw.good')
  expect(house.names).toEqual(['raw.good'])
  expect(house.logLines.join('')).toMatch(
    /inputSchema can not be used: it could not be compiled (within 1 second|with the memory)/,
  )
  expect(lag()).toBeLessThan(longestLag)
  expect(await house.offer('raw.good').tool.check?.({})).toEqual([])
})

test('A schema that is referred to many times is compiled once', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`p${i}`, { type: 'string' }]),
  )
  const allOf = Array(200).fill({ $ref: '#/$defs/a' })
  const house = await openListing(
    tool('many', { inputSchema: { type, $defs: { a: { properties } }, allOf } }),
  )
  await house.ready('raw.many')
  expect(await house.offer('raw.many').tool.check?.({ p299: 1 })).toContainEqual({
    field: 'p299',
    rule: 'type',
    message: 'must be string',
  })
})

test('After too many such schemas the rest of a list is not tried', async () => {
  const slow = Array.from({ length: 10 }, (_, i) =>
    tool(`t${i}`, { inputSchema: { ...doubling(40), title: `${i}` } }),
  )
  const house = await openListing(...slow)
  await until(() => {
    expect(house.logLines.join('')).toMatch(/Too many schemas could not be compiled; the rest/)
  })
})

test('A check that takes for ever says so, and those that wait behind it go on', async () => {
  const house = await openListing(
    tool('branch', { inputSchema: branching }),
    tool('strict', { inputSchema: { type, required: ['a'] } }),
  )
  await house.ready('raw.good')
  const lag = measureLag()
  const [slow, strict] = await Promise.all([
    house.offer('raw.branch').tool.check?.({ v: nested(40) }),
    house.offer('raw.strict').tool.check?.({}),
  ])
  // Whichever of the two ends first on this machine.
  expect(slow).toMatchObject([
    { field: '', rule: expect.stringMatching(/^(timeLimit|memoryLimit)$/) as string },
  ])
  expect(strict).toMatchObject([{ field: 'a', rule: 'required' }])
  expect(lag()).toBeLessThan(longestLag)
})

test('A result that takes for ever to check is the failure of its tool', async () => {
  const house = await openListing(tool('weather', { outputSchema: branching }))
  await house.ready('raw.good')
  const failure = await failureOf(house.call('raw.weather', { v: nested(40) }))
  expect(failure.message).toMatch(
    /structuredContent could not be checked (within 1 second|with the memory)/,
  )
})

test('A large definition, and all schemas beyond 2 MiB together, are left out', async () => {
  const house = await openServers({ raw: rawServer('largeTools', '40') })
  await house.ready('raw.t0')
  expect(house.names).toHaveLength(34)
  expect(house.logLines.join('')).toMatch(/larger than 2 MiB together/)
  expect(house.logLines.join('')).toMatch(/definition is larger than 150 KiB/)
})

test('A flood on standard error is not read on, and the server still works', async () => {
  const house = await openServers({
    raw: { ...rawServer('plain'), environment: { PASSWORD: 'hunter2' } },
  })
  await house.ready('raw.ok')
  const lag = measureLag()
  void failureOf(house.call('raw.stderrFlood'))
  await until(() => {
    expect(house.logLines.join('')).toContain('says more than is logged')
  })
  expect(house.logLines.filter((line) => line.includes('"stderr"'))).toHaveLength(100)
  expect(house.logLines.join('')).not.toContain('hunter2')
  expect(lag()).toBeLessThan(longestLag)
})
