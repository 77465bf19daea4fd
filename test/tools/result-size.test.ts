import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounded } from '../../src/tools/result-size.ts'
import { by, failureOf, setUp, tool } from './set-up.ts'

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

test('What fits is left as it is', () => {
  const result = { content: 'Hello\n', size: 6 }
  expect(bounded(result, sizeOf(result))).toEqual({ result })
  expect(bounded(undefined, 1024)).toEqual({ result: null })
})

test('A text that goes beyond is cut and ends with the mark', () => {
  const { result, truncated } = bounded({ content: 'ä'.repeat(5_000), size: 10_000 }, 1024)
  expect(truncated).toBe(true)
  expect(result).toEqual({ content: expect.stringMatching(/^ä{400,}…\[truncated\]$/) as string })
})

test('Of a list the first items are kept', () => {
  const rows = Array.from({ length: 1_000 }, (_, row) => ({ row, text: 'x'.repeat(20) }))
  const { result } = bounded(rows, 4096)
  expect(sizeOf(result)).toBeGreaterThan(3_000)
  const kept = result as typeof rows
  expect(kept.slice(0, 80)).toEqual(rows.slice(0, 80))
})

test('Whatever the result, it stays within its size, and is not cut without need', () => {
  const bytes = fc.integer({ min: 1024, max: 4096 })
  const text = fc.string({ unit: 'binary', maxLength: 3_000 })
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(text, fc.integer(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 30 }),
    object: fc.dictionary(fc.string({ maxLength: 600 }), tie('value'), { maxKeys: 20 }),
  }))
  fc.assert(
    fc.property(value, bytes, (result, maxBytes) => {
      const { result: kept, truncated } = bounded(result, maxBytes)
      expect(sizeOf(kept)).toBeLessThanOrEqual(maxBytes)
      expect(truncated === true).toBe(sizeOf(result) > maxBytes)
    }),
    { numRuns: 500 },
  )
})

test('A result that is no JSON is a fault of the tool, and not of the caller', async () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  const { tools, invocations } = setUp([tool('circle', () => Promise.resolve(circle))])
  expect((await failureOf(tools.invoke('circle', {}, by))).kind).toBe('internal')
  expect(invocations).toMatchObject([{ outcome: 'failed' }])
})

test('The answer says that its result was cut', async () => {
  const long = tool('long', () => Promise.resolve('x'.repeat(2_000)))
  const { tools } = setUp([long], { settings: { maxResultBytes: 1024 } })
  expect(await tools.invoke('long', {}, by)).toMatchObject({ truncated: true })
})
