import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { compareContracts, reportOf } from '../../scripts/check/compatibility/compare.ts'
import { Incomparable } from '../../scripts/check/compatibility/documents.ts'
import { breaking } from './compatibility-cases.ts'
import { changed, contract, linesOf, put, together, without } from './compatibility-house.ts'

const released = contract('2026.12.0')
const prose = put('info > summary', 'One API.')
const field = without('#Message > properties > sender')

describe('the version of the contract', () => {
  it('allows what breaks from the next month on, and the report lists it', async () => {
    const [cases = []] = together(breaking)
    const openapi = cases.flatMap(([, edits]) => edits)
    const comparison = await changed({ openapi }, '2027.1.0')
    const report = reportOf(comparison).split('\n')
    for (const [, , line] of cases) {
      expect(linesOf(comparison)).toContainEqual(expect.stringMatching(line))
    }
    expect(comparison.refusal).toBeUndefined()
    expect(report.at(-1)).toBe(
      `${comparison.breaking.length} breaking changes since 2026.12.0, allowed by 2027.1.0`,
    )
    for (const { where, what } of comparison.breaking) {
      expect(report.slice(report.indexOf(where))).toContain(`  ${what}`)
    }
  })

  it('may stay where nothing is changed', async () => {
    const comparison = await compareContracts(released, released)
    expect(reportOf(comparison)).toBe('no breaking changes since 2026.12.0')
    expect(comparison.refusal).toBeUndefined()
  })

  it.each([
    [
      'earlier than the release',
      '2026.11.9',
      'info.version 2026.11.9 is earlier than the last release, 2026.12.0: raise it.',
    ],
    [
      'that of the release, of which a word is changed',
      '2026.12.0',
      '2026.12.0 is released, and a released contract does not change: raise info.version to 2026.12.1, or take the change back.',
    ],
  ])('is refused when it is %s', async (_name, version, refusal) => {
    const comparison = await changed({ openapi: [prose] }, version)
    expect(comparison.refusal).toBe(refusal)
    expect(reportOf(comparison)).toBe(`no breaking changes since 2026.12.0. ${refusal}`)
  })

  it('asks for the next month where something breaks, under the released version too', async () => {
    const { refusal } = await changed({ openapi: [field] }, '2026.12.0')
    expect(refusal).toBe(
      '2026.12.0 may only add to 2026.12.0: raise info.version to 2027.1.0, or take the changes back.',
    )
  })

  it.each(['1.2.3', '2026.13.0', 'next'])(
    'is refused as %s, which is no month',
    async (version) => {
      await expect(changed({}, version)).rejects.toThrow(
        `spec/openapi.yaml: info.version "${version}" is no year.month.patch, such as 2026.12.0.`,
      )
    },
  )

  it('is one for both files', async () => {
    const mixed = { ...released, asyncapi: contract('2026.12.1').asyncapi }
    await expect(compareContracts(released, mixed)).rejects.toThrow(
      'The files of spec/ are of two versions: openapi.yaml 2026.12.0, asyncapi.yaml 2026.12.1.',
    )
  })
})

describe('the contract in spec/released', () => {
  it('is that of the last release in CHANGELOG.md', async () => {
    const read = (path: string): Promise<string> =>
      readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
    const headings = [...(await read('CHANGELOG.md')).matchAll(/^## \[?([^\]\s]+)/gm)]
    const [last] = headings.map(([, version]) => version).filter((name) => name !== 'Unreleased')
    for (const file of ['openapi', 'asyncapi']) {
      const { info } = parse(await read(`spec/released/${file}.yaml`), { maxAliasCount: -1 }) as {
        info: { version: string }
      }
      expect(info.version, file).toBe(last)
    }
  })
})

describe('a contract that can not be compared', () => {
  it.each([
    ['openapi.yaml', { ...released, openapi: 'a: [1' }],
    ['asyncapi.yaml', { ...released, asyncapi: 'a: [1' }],
  ])('is named, with its line, when %s is no YAML', async (name, texts) => {
    const message = new RegExp(`^spec/released/${name} is no YAML: .* at line 1, column`)
    await expect(compareContracts(texts, released)).rejects.toThrow(message)
  })

  it('is named when it has no version', async () => {
    await expect(compareContracts({ ...released, openapi: '' }, released)).rejects.toThrow(
      'spec/released/openapi.yaml is no contract: it has no info.version, no paths, no components.',
    )
  })

  it('is refused, with its line, when most parsers of YAML refuse it', async () => {
    const openapi = [
      'openapi: 3.1.0',
      'info: { title: One, version: 2026.12.0 }',
      'paths: {}',
      'components: {}',
      'x-example: { message: Is anybody there? }',
    ].join('\n')
    const failed = compareContracts(released, { ...released, openapi })
    await expect(failed).rejects.toThrow(Incomparable)
    await expect(failed).rejects.toThrow(
      /^oasdiff failed.*spec\/openapi\.yaml.*line 4.*next one too/s,
    )
  })

  it('says so when there is no oasdiff for this platform', async () => {
    const failed = compareContracts(released, released, { binaryPath: '/nowhere/oasdiff' })
    await expect(failed).rejects.toThrow(
      "oasdiff can't run: oasdiff binary not found at /nowhere/oasdiff",
    )
  })
})
