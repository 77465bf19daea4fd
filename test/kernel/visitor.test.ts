import { expect, it } from 'vitest'
import { isVisitorId, newVisitorToken, visitorIdOf } from '../../src/kernel/visitor.ts'

it('makes tokens of 32 random bytes', () => {
  const tokens = new Set(Array.from({ length: 1000 }, newVisitorToken))
  expect(tokens.size).toBe(1000)
  for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBe(32)
})

it('gives each token one id, as it always did', () => {
  expect(visitorIdOf('q3Z8vL0dXh6mJt2Rk9sWb1yUe5NfGaPcToVxIr4Kz7M')).toBe(
    visitorIdOf('q3Z8vL0dXh6mJt2Rk9sWb1yUe5NfGaPcToVxIr4Kz7M'),
  )
  // SHA-256 of "abc", which FIPS 180 gives, in base64url.
  expect(visitorIdOf('abc')).toBe('visitor-ungWv48Bz-pBQUDeXa4iI7')
})

it.each([
  ['visitor-ungWv48Bz-pBQUDeXa4iI7', true],
  ['visitor-ungWv48Bz-pBQUDeXa4iI', false],
  ['visitor-ungWv48Bz-pBQUDeXa4iI77', false],
  ['visitor-ungWv48Bz-pBQUDeXa4i 7', false],
  ['user-456', false],
  ['visitor-ungWv48Bz-pBQUDeXa4iI7\n', false],
])('knows whether %j is a visitor', (userId, expected) => {
  expect(isVisitorId(userId)).toBe(expected)
})
