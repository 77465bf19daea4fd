import { afterAll, afterEach } from 'vitest'
import { count } from '../../support/counts.ts'
import { judgements } from './through-prism.ts'

function refuseViolations(): void {
  const found = judgements.violations.splice(0)
  if (found.length === 0) return
  throw new Error(`By Prism's judgement an answer breaks spec/openapi.yaml:\n${found.join('\n')}`)
}

afterEach(refuseViolations)

afterAll(async () => {
  await count('answers judged by Prism', judgements.answers)
  refuseViolations()
})
