// How to call each operation, made from the contract's own examples, so that what stands there works.
import type { Call } from './calls.ts'
import { curlSample } from './curl.ts'
import { pythonSample } from './python.ts'
import { typescriptSample } from './typescript.ts'

export interface Sample {
  lang: string
  label: string
  source: string
}

/** In the order in which they are shown. */
export const samplesOf = (call: Call): Sample[] => [
  { lang: 'bash', label: 'curl', source: curlSample(call) },
  { lang: 'typescript', label: 'TypeScript', source: typescriptSample(call) },
  { lang: 'python', label: 'Python', source: pythonSample(call) },
]
