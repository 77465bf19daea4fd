import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Excerpt } from '../../../src/tools/exec/excerpt.ts'
import { until } from '../../support/until.ts'
import { exec, marked, newMark } from './set-up.ts'

const half = 131_072

test('Output and errors are kept whole up to 256 KiB each', async () => {
  const { call } = await exec(['sh'])
  const script = `head -c ${2 * half} /dev/zero | tr '\\0' o; head -c ${2 * half} /dev/zero | tr '\\0' e >&2`
  expect(await call({ command: 'sh', args: ['-c', script] })).toEqual({
    exitCode: 0,
    stdout: 'o'.repeat(2 * half),
    stderr: 'e'.repeat(2 * half),
  })
})

test('Of more, the beginning and the end are kept, and the program goes on', async () => {
  const { call } = await exec(['sh'])
  const script = `echo first; head -c 50000000 /dev/zero | tr '\\0' o; echo last; echo done >&2`
  const { stdout, ...rest } = await call({ command: 'sh', args: ['-c', script] })
  expect(rest).toEqual({ exitCode: 0, stderr: 'done\n', truncated: true })
  const leftOut = 50_000_011 - 2 * half
  expect(stdout.startsWith('first\nooo')).toBe(true)
  expect(stdout.endsWith('ooolast\n')).toBe(true)
  expect(stdout).toContain(`o\n…[${leftOut} bytes left out]\no`)
  expect(stdout).toHaveLength(2 * half + `\n…[${leftOut} bytes left out]\n`.length)
})

test('Errors that are too long are a reason for the mark, too', async () => {
  const { call } = await exec(['sh'])
  const script = `head -c ${2 * half + 1} /dev/zero >&2`
  expect(await call({ command: 'sh', args: ['-c', script] })).toMatchObject({ truncated: true })
})

/** In bytes. */
const writtenBy = (pid: number): number =>
  Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])

test('A program that prints without end takes no more memory, and is ended', async () => {
  const { tool } = await exec(['sh'])
  const mark = newMark()
  const caller = new AbortController()
  const args = ['-c', 'yes "$0" & yes "$0" >&2; :', mark]
  const before = process.memoryUsage().rss
  const call = tool.run({ command: 'sh', args }, { signal: caller.signal })
  await until(() => {
    const written = marked(mark).map(writtenBy)
    expect(written.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(400_000_000)
  })
  caller.abort()
  await expect(call).rejects.toThrow('aborted')
  expect(process.memoryUsage().rss - before).toBeLessThan(250_000_000)
  expect(marked(mark)).toEqual([])
})

test('What is not UTF-8 is replaced', async () => {
  const { call } = await exec(['printf'])
  const { stdout } = await call({ command: 'printf', args: ['ö\\377\\303'] })
  expect(stdout).toBe('ö\ufffd\ufffd')
})

test('A character that comes in two pieces stays whole', async () => {
  const { call } = await exec(['sh'])
  const script = `printf '\\303'; sleep 0.05; printf '\\266'`
  expect(await call({ command: 'sh', args: ['-c', script] })).toMatchObject({ stdout: 'ö' })
})

test('A cut inside of a character leaves replacements', () => {
  const excerpt = new Excerpt()
  excerpt.add(Buffer.from(`x${'ö'.repeat(half)}y`))
  expect(excerpt.truncated).toBe(true)
  expect(excerpt.text).toBe(
    `x${'ö'.repeat(half / 2 - 1)}\ufffd\n…[2 bytes left out]\n\ufffd${'ö'.repeat(half / 2 - 1)}y`,
  )
})

test('In whatever portions it comes, the same is kept', () => {
  const portions = fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 12 })
  fc.assert(
    fc.property(portions, (sizes) => {
      const total = sizes.reduce((sum, size) => sum + size, 0)
      const all = Buffer.alloc(total, 'abcdefghijklmnopqrstuvw')
      const excerpt = new Excerpt()
      let start = 0
      for (const size of sizes) excerpt.add(all.subarray(start, (start += size)))
      const text = all.toString()
      expect(excerpt.truncated).toBe(total > 2 * half)
      const isSame =
        excerpt.text ===
        (total > 2 * half
          ? `${text.slice(0, half)}\n…[${total - 2 * half} bytes left out]\n${text.slice(-half)}`
          : text)
      expect(isSame).toBe(true)
    }),
    { numRuns: 60 },
  )
})
