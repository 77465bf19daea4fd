import { describe, expect, it } from 'vitest'
import { nextPart } from '../../src/conversations/split.ts'

const within = (length: number) => (text: string) => text.length <= length
const codePoints = (length: number) => (text: string) => Array.from(text).length <= length

/** All parts of a text, and where each begins. */
function split(text: string, fits: (text: string) => boolean) {
  const parts: { text: string; offset: number }[] = []
  for (let offset = 0; offset < text.length;) {
    const part = nextPart(text, offset, fits)
    expect(part.end).toBeGreaterThan(offset)
    parts.push({ text: part.text, offset })
    offset = part.end
  }
  return parts
}

const textsOf = (text: string, length: number) =>
  split(text, within(length)).map((part) => part.text)

describe('a text', () => {
  it('that fits stays whole, white space and all', () => {
    expect(nextPart('  as it is \n', 0, within(20))).toEqual({ text: '  as it is \n', end: 12 })
    expect(nextPart('endless', 0)).toEqual({ text: 'endless', end: 7 })
  })

  it.each([
    ['a paragraph', 'Title\n\nOne. Two three', 18, ['Title', 'One. Two three']],
    ['a paragraph of blank lines', 'One two\n \t\n\nthree', 12, ['One two', 'three']],
    ['a line', 'One. Two\nthree four', 14, ['One. Two', 'three four']],
    ['a sentence', 'One two. Three four five', 20, ['One two.', 'Three four five']],
    ['a word', 'one two three four', 10, ['one two', 'three four']],
    ['a word that just fits', 'one two three', 7, ['one two', 'three']],
    ['a character', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ])('is cut behind %s', (_, text, length, parts) => {
    expect(textsOf(text, length)).toEqual(parts)
  })

  it('keeps the indentation of the line after a cut', () => {
    expect(textsOf('if x:\n    return y', 14)).toEqual(['if x:', '    return y'])
  })

  it('is never cut inside a grapheme', () => {
    const family = '👨‍👩‍👧‍👦'
    const flag = '🇩🇪'
    const accents = 'e\u0301'
    expect(textsOf(family.repeat(3), family.length + 3)).toEqual([family, family, family])
    expect(textsOf(flag.repeat(5), flag.length * 2 + 1)).toEqual([
      flag.repeat(2),
      flag.repeat(2),
      flag,
    ])
    expect(textsOf(accents.repeat(3), 3)).toEqual([accents, accents, accents])
  })

  it('is cut between characters where one grapheme alone is too long', () => {
    const zalgo = `a${'\u0301'.repeat(25)}`
    expect(textsOf(zalgo, 10).map((text) => text.length)).toEqual([10, 10, 6])
    const halves = textsOf('👍🏽'.repeat(2), 3)
    expect(halves.every((text) => text.isWellFormed())).toBe(true)
    expect(halves.join('')).toBe('👍🏽'.repeat(2))
  })

  it('is measured in the unit of its channel', () => {
    const text = '🦞'.repeat(10)
    expect(split(text, codePoints(5)).map((part) => part.text)).toEqual([
      '🦞'.repeat(5),
      '🦞'.repeat(5),
    ])
    expect(textsOf(text, 5)).toHaveLength(5)
  })

  it('has no part of white space alone', () => {
    expect(textsOf(`one\n\n${' '.repeat(30)}two`, 8)).toEqual(['one', 'two'])
    expect(textsOf(`one${' '.repeat(30)}`, 8)).toHaveLength(1)
  })

  it('is cut at the same places from any of them on', () => {
    const text = 'Lorem ipsum dolor sit amet. Consectetur adipiscing.\n\nElit sed.\n'.repeat(20)
    const parts = split(text, within(70))
    for (const [index, { offset }] of parts.entries()) {
      const rest = nextPart(text, offset, within(70))
      expect(rest.text).toBe(parts[index]?.text)
      expect(rest.end).toBe(parts[index + 1]?.offset ?? text.length)
    }
  })

  it('loses nothing but white space', () => {
    const characters = ['a', 'b. ', ' ', '\n', '\n\n', '🦞', '👨‍👩‍👧‍👦', 'wörter ', 'e\u0301', '你好。']
    for (let round = 0; round < 200; round++) {
      const text = Array.from(
        { length: 60 },
        () => characters[Math.floor(Math.random() * characters.length)],
      ).join('')
      const length = 12 + Math.floor(Math.random() * 30)
      const parts = textsOf(text, length)
      expect(parts.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(length)
    }
  })
})
