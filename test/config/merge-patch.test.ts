import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/config/json.ts'
import { applyPatch, composePatches, tidied } from '../../src/config/merge-patch.ts'

describe('applyPatch', () => {
  // RFC 7396, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ] as [unknown, unknown, unknown][])('%j patched with %j is %j', (target, patch, result) => {
    expect(applyPatch(target, patch)).toEqual(result)
  })

  it('changes neither argument', () => {
    const target = { a: { b: 1 }, c: 2 }
    const patch = { a: { d: { e: null, f: 3 } }, c: null }
    applyPatch(target, patch)
    expect(target).toEqual({ a: { b: 1 }, c: 2 })
    expect(patch).toEqual({ a: { d: { e: null, f: 3 } }, c: null })
  })

  it('takes names of inherited properties for plain keys', () => {
    const patch = { hasOwnProperty: 1, toString: { a: 1 }, gone: null }
    expect(applyPatch({ gone: 1 }, patch)).toEqual({ hasOwnProperty: 1, toString: { a: 1 } })
  })
})

describe('composePatches', () => {
  it('keeps nulls, so that they take away what the base says', () => {
    expect(composePatches({ a: 1 }, { a: null }, { b: null })).toEqual({ a: null, b: null })
  })

  it('says what to take away when something is made anew that was taken away before', () => {
    const base = { channels: { x: { type: 'telegram', botToken: 't' } } }
    const composed = composePatches(
      base,
      { channels: { x: null } },
      { channels: { x: { type: 'webhook', url: 'u' } } },
    )
    expect(applyPatch(base, composed)).toEqual({ channels: { x: { type: 'webhook', url: 'u' } } })
  })

  it('has the effect of one patch after the other, whatever they are', () => {
    const random = generator(7396)
    for (let round = 0; round < 5000; round += 1) {
      const [base, first, second] = [object(random, 3), object(random, 3), object(random, 3)]
      const composed = composePatches(base, first, second)
      const oneByOne = applyPatch(applyPatch(base, first), second)
      expect(applyPatch(base, composed), JSON.stringify({ base, first, second })).toEqual(oneByOne)
    }
  })
})

describe('tidied', () => {
  const tidy = (base: object, first: JsonObject, last: JsonObject): JsonObject =>
    tidied(base, composePatches(base, first, last), last)

  it.each([
    ['a channel of its own', {}, { x: { type: 'webchat' } }, { x: null }, {}],
    ['a key of a channel of the file', { x: { a: 1 } }, { x: { b: 2 } }, { x: { b: null } }, {}],
    ['what was never there', { x: {} }, {}, { x: { y: null }, z: null }, {}],
  ] as [string, object, JsonObject, JsonObject, JsonObject][])(
    'leaves nothing of %s that is taken back',
    (_, base, first, last, rest) => {
      expect(tidy(base, first, last)).toEqual(rest)
    },
  )

  it('keeps what takes away what the file says, and what makes an empty group', () => {
    expect(tidy({ x: { a: 1 } }, {}, { x: { a: null } })).toEqual({ x: { a: null } })
    expect(tidy({}, {}, { x: { a: null } })).toEqual({ x: {} })
  })

  it('keeps what older patches took away, which another gateway may have in its file', () => {
    expect(tidy({}, { x: null, y: { z: null } }, { a: 1 })).toEqual({
      x: null,
      y: { z: null },
      a: 1,
    })
  })

  it('has the same effect, whatever the patches are', () => {
    const random = generator(20_261_125)
    for (let round = 0; round < 5000; round += 1) {
      const base = applyPatch({}, object(random, 3))
      const [first, last] = [object(random, 3), object(random, 3)]
      const oneByOne = applyPatch(applyPatch(base, first), last)
      const composed = tidy(base, first, last)
      expect(applyPatch(base, composed), JSON.stringify({ base, first, last })).toEqual(oneByOne)
    }
  })
})

type Random = (below: number) => number

/** A small linear congruential generator: the same documents in every run. */
function generator(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}

function object(random: Random, depth: number): Record<string, unknown> {
  const keys = ['a', 'b', 'c'].filter(() => random(3) > 0)
  return Object.fromEntries(keys.map((key) => [key, value(random, depth - 1)]))
}

function value(random: Random, depth: number): unknown {
  if (depth > 0 && random(2) === 0) return object(random, depth)
  return [null, 1, 'text', [1, { a: null }]][random(4)]
}
