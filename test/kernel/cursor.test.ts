import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '../../src/kernel/cursor.ts'
import { GatewayError } from '../../src/kernel/errors.ts'

const text = (json: string) => Buffer.from(json).toString('base64url')

test('A cursor gives back the parts that it was made from', () => {
  const cursor = encodeCursor([1771070400000, 'session-ä/+1'])
  expect(decodeCursor(cursor, ['number', 'string'])).toEqual([1771070400000, 'session-ä/+1'])
})

test('A cursor needs no escaping in a URL', () => {
  expect(encodeCursor(['>>>???', 'ÿÿÿ', 1])).toMatch(/^[A-Za-z0-9_-]+$/)
})

test.each([
  ['garbage', '%%%'],
  ['not JSON', text('run-1')],
  ['no list', text('{"0":"a","1":1,"length":2}')],
  ['too few parts', encodeCursor(['a'])],
  ['too many parts', encodeCursor(['a', 1, 2])],
  ['parts of another type', encodeCursor([1, 'a'])],
  ['a fraction', encodeCursor(['a', 1.5])],
  ['a number beyond the safe ones', text('["a",1e999]')],
  ['NUL in a text', encodeCursor(['a\0', 1])],
  ['nothing', ''],
])('A cursor with %s is refused by field and rule', (_, cursor) => {
  const decode = () => decodeCursor(cursor, ['string', 'number'])
  expect(decode).toThrow(GatewayError)
  expect(decode).toThrow(
    expect.objectContaining({
      kind: 'invalid',
      details: { issues: [expect.objectContaining({ field: 'query.cursor', rule: 'cursor' })] },
    }),
  )
})
