import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isDeeperThan } from '../../../src/tools/mcp/depth.ts'
import { LineReader } from '../../../src/tools/mcp/line-reader.ts'
import { eventsMeter } from '../../../src/tools/mcp/metered-body.ts'
import { redactor } from '../../../src/tools/mcp/redact.ts'
import { stdio } from './setting.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** Feeds a stream in pieces of each size. @returns whether it passed */
function passes(stream: string, { size, limit }: { size: number; limit: number }): boolean {
  const meter = eventsMeter(limit, () => true)
  for (let at = 0; at < stream.length; at += size) {
    if (!meter(bytes(stream.slice(at, at + size)))) return false
  }
  return true
}

test.each(['\n', '\r', '\r\n'])(
  'Events are measured one by one, with lines that end in %j',
  (end) => {
    const event = `id: 1${end}data: 456${end}${end}`
    for (const size of [1, 2, 3, 7, 1000]) {
      expect(passes(event.repeat(100), { size, limit: 14 })).toBe(true)
      expect(passes(event.repeat(100), { size, limit: 13 })).toBe(false)
    }
  },
)

test('Events are counted, and what only separates them is not', () => {
  let events = 0
  const meter = eventsMeter(100, () => {
    events += 1
    return events < 3
  })
  expect(meter(bytes('\n\n\n: a\n\n\n\n: b\r\n\r\n\r\n'))).toBe(true)
  expect(events).toBe(2)
  expect(meter(bytes(': c\n\n'))).toBe(false)
})

test('Lines are put together from pieces of any size, also in the middle of a character', () => {
  const stream = Buffer.from('äöü\n\n€ and 😀\nrest')
  for (const size of [1, 2, 3, 5, 100]) {
    const reader = new LineReader(100)
    const lines: (string | undefined)[] = []
    for (let at = 0; at < stream.length; at += size) {
      lines.push(...reader.read(stream.subarray(at, at + size)))
    }
    expect(lines).toEqual(['äöü', '', '€ and 😀'])
  }
})

test('A line that comes byte by byte takes no more memory than its bytes', () => {
  const reader = new LineReader(8 * 1024 * 1024)
  const before = process.memoryUsage.rss()
  for (let i = 0; i < 2_000_000; i += 1) reader.read(Buffer.from('x')).next()
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(150)
  expect([...reader.read(Buffer.from('\n'))][0]).toHaveLength(2_000_000)
})

test('A line that is too long is told, with its end in the same piece or not', () => {
  expect([...new LineReader(3).read(Buffer.from('abc\nabcd\nabc\n'))]).toEqual(['abc', undefined])
  expect([...new LineReader(3).read(Buffer.from('abc\nabcd'))]).toEqual(['abc', undefined])
})

test('Secrets are taken out of a text whole, also where one is a part of another', () => {
  const redact = redactor({
    A: 'abcd',
    B: 'abcdefgh',
    SHORT: 'x',
    EMPTY: '',
    PEM: 'line one\nline two',
  })
  expect(redact('abcdefgh abcd x line two')).toBe('[redacted] [redacted] x [redacted]')
})

test('What is nested too deeply is seen without falling into it', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
  expect(isDeeperThan(nested(100), 100)).toBe(false)
  expect(isDeeperThan(nested(102), 100)).toBe(true)
  expect(isDeeperThan(nested(1_000_000), 100)).toBe(true)
  expect(isDeeperThan({ a: [{ b: null }] }, 3)).toBe(false)
})

const script = (configs: object) => `
  import { registerHooks } from 'node:module'
  let loads = 0
  registerHooks({
    load(url, context, next) {
      if (url.includes('@modelcontextprotocol')) loads += 1
      return next(url, context)
    },
  })
  const { McpServers } = await import(${JSON.stringify(import.meta.resolve('../../../src/tools/mcp/mcp-servers.ts'))})
  const { createLog } = await import(${JSON.stringify(import.meta.resolve('../../../src/kernel/log.ts'))})
  let servers
  const told = new Promise((resolve) => {
    servers = new McpServers(${JSON.stringify(configs)}, {
      log: createLog('silent'), workspace: '/', environment: {}, fault: resolve,
    })
  })
  servers.start()
  if (${Object.keys(configs).length} > 0) await told
  await servers.stop(AbortSignal.timeout(1000))
  console.log(loads)
`

test.each([
  ['nothing of the SDK without servers', {}, (loads: number) => loads === 0],
  [
    'the SDK with one',
    { a: { ...stdio([]), command: 'no-such-program' } },
    (loads: number) => loads > 0,
  ],
])('A gateway loads %s', async (_, configs, isRight) => {
  const args = ['--input-type=module', '-e', script(configs)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  expect(Number(stdout)).toSatisfy(isRight)
})
