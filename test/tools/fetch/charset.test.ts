import { expect, test } from 'vitest'
import { decode } from '../../../src/tools/fetch/charset.ts'
import { effortOf } from '../../support/effort.ts'

const german = Buffer.from('Grüße', 'latin1')
const decoded = (contentType: string) => decode(german, { contentType, isCut: false })

test.each([
  'text/plain;charset=iso-8859-2',
  'text/plain ; CHARSET = " iso-8859-2 "',
  "text/plain; a=b; charset='iso-8859-2'",
  'text/plain; charset=  iso-8859-2',
])('The charset is read from %s', (contentType) => {
  const bytes = Buffer.from([0xb1])
  expect(decode(bytes, { contentType, isCut: false })).toBe('ą')
})

// Each took seconds to minutes, where the work was the square of the length.
test.each([
  ['spaces in front of a charset', `text/plain; charset=${' '.repeat(60_000)}(`],
  ['spaces around the sign', `text/plain; charset${' '.repeat(60_000)}(`],
  ['spaces after many semicolons', `text/plain${`;${' '.repeat(500)}`.repeat(120)}`],
  ['nothing but semicolons', ';'.repeat(60_000)],
])('A Content-Type with %s takes no longer than another', async (_what, contentType) => {
  const work = () => {
    expect(decoded(contentType)).toBe('Grüße')
  }
  expect(await effortOf(work)).toBeLessThan(200)
})

test('What stands far behind in a Content-Type is not looked for', () => {
  const bytes = Buffer.from([0xb1])
  const contentType = `text/plain;${'a'.repeat(1024)};charset=iso-8859-2`
  expect(decode(bytes, { contentType, isCut: false })).toBe('±')
})
