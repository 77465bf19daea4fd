import { describe, expect, it } from 'vitest'
import { breaking, harmless } from './compatibility-cases.ts'
import { changed, linesOf, together } from './compatibility-house.ts'

describe('a breaking change of openapi.yaml within a month', () => {
  it.each(
    together(breaking).flatMap((cases) => {
      const openapi = cases.flatMap(([, edits]) => edits)
      let comparison: ReturnType<typeof changed> | undefined
      return cases.map(([name, , line]) => ({
        name,
        line,
        compare: () => (comparison ??= changed({ openapi })),
      }))
    }),
  )('$name is refused and named', async ({ line, compare }) => {
    const comparison = await compare()
    expect(linesOf(comparison)).toContainEqual(expect.stringMatching(line))
    expect(comparison.refusal).toMatch(
      /^2026\.12\.1 may only add to 2026\.12\.0: raise info\.version to 2027\.1\.0, or take the changes back\.$/,
    )
  })
})

describe('a harmless change of openapi.yaml', () => {
  it('is let through with a patch, as are new operations, optional fields and wider bounds of requests', async () => {
    const comparison = await changed({ openapi: harmless.flatMap(([, edits]) => edits) })
    expect(linesOf(comparison)).toEqual([])
    expect(comparison.refusal).toBeUndefined()
  })
})
