import type { Judgement, PrismProxy } from './proxy.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the tests reach their servers through Prism: the project `prism` of vitest.config.ts. */
    throughPrism: boolean
  }
}

/** What was judged in this test file until now. */
export const judgements = { answers: 0, violations: [] as string[] }

/** A proxy in front of a test's server; what it finds wrong fails the test (prism/setup.ts). */
export async function throughPrism(upstream: string): Promise<PrismProxy> {
  // Prism takes most of a second to load, so only where it is used.
  const { openPrism } = await import('./proxy.ts')
  return openPrism(upstream, remember)
}

function remember({ operation, status, violations }: Judgement): void {
  judgements.answers += 1
  for (const violation of violations) {
    judgements.violations.push(`${operation} answered ${String(status)}: ${violation}`)
  }
}
