import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GuessLimit } from '../../src/http/guess-limit.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const guess = (limit: GuessLimit, address: string, token: string): void => {
  limit.record(address, Buffer.from(token))
}

const guesses = (limit: GuessLimit, address: string, count: number): void => {
  for (let index = 0; index < count; index += 1) guess(limit, address, `token-${index}`)
}

const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `10.0.${index >> 8}.${index & 255}`)

test('an address is blocked from its 20th different guess on', () => {
  const limit = new GuessLimit()
  guesses(limit, '10.0.0.1', 19)
  guesses(limit, '10.0.0.1', 19)
  expect(limit.isBlocked('10.0.0.1')).toBe(false)
  guess(limit, '10.0.0.1', 'token-19')
  expect(limit.isBlocked('10.0.0.1')).toBe(true)
  expect(limit.isBlocked('10.0.0.2')).toBe(false)
})

test('it is heard again after a minute', () => {
  const limit = new GuessLimit()
  guesses(limit, '10.0.0.1', 20)
  vi.advanceTimersByTime(59_000)
  expect(limit.isBlocked('10.0.0.1')).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect(limit.isBlocked('10.0.0.1')).toBe(false)
})

test('a network of IPv6 counts as one address', () => {
  const limit = new GuessLimit()
  for (let index = 0; index < 20; index += 1) {
    guess(limit, `2001:db8::${index}:1`, `token-${index}`)
  }
  expect(limit.isBlocked('2001:db8::ffff:1')).toBe(true)
  expect(limit.isBlocked('2001:db9::1')).toBe(false)
})

test('with 200 guesses of all together, who has guessed wrong once is not heard', () => {
  const limit = new GuessLimit()
  const [first = '', ...others] = addresses(200)
  for (const address of others) guess(limit, address, 'token')
  expect(limit.isBlocked(others[0] ?? '')).toBe(false)
  guess(limit, first, 'token')
  expect([first, ...others].filter((address) => !limit.isBlocked(address))).toEqual([])
  expect(limit.isBlocked('10.1.0.1')).toBe(false)
})

test('an attack from more addresses than can be remembered does not make the newest free', () => {
  const limit = new GuessLimit()
  for (const address of addresses(10_001)) guess(limit, address, 'token')
  guess(limit, '10.1.0.1', 'token')
  expect(limit.isBlocked('10.1.0.1')).toBe(true)
  expect(limit.isBlocked(addresses(2)[1] ?? '')).toBe(false)
})
