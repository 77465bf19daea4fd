import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Pace } from '../../src/ws/pace.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

const taken = (pace: Pace, tries: number): number =>
  Array.from({ length: tries }, () => pace.take()).filter(Boolean).length

it('lets a few come at once, and then one for each interval', () => {
  const pace = new Pace({ everyMs: 5000, atOnce: 6 })
  expect(taken(pace, 9)).toBe(6)
  vi.advanceTimersByTime(4999)
  expect(taken(pace, 9)).toBe(0)
  vi.advanceTimersByTime(1)
  expect(taken(pace, 9)).toBe(1)
  vi.advanceTimersByTime(12_000)
  expect(taken(pace, 9)).toBe(2)
})

it('saves up no more than those few', () => {
  const pace = new Pace({ everyMs: 5000, atOnce: 6 })
  vi.advanceTimersByTime(3_600_000)
  expect(taken(pace, 20)).toBe(6)
})

it('never stops what keeps to the interval', () => {
  const pace = new Pace({ everyMs: 5000, atOnce: 6 })
  for (let n = 0; n < 1000; n++) {
    expect(pace.take()).toBe(true)
    vi.advanceTimersByTime(5000)
  }
})
