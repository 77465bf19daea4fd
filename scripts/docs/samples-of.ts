// Prints the samples in one language as JSON: `node scripts/docs/samples-of.ts python`. The tests of the SDKs run them.
import { readContract } from '../generate/contract.ts'
import { aboutOf } from './about.ts'
import { callsOf } from './calls.ts'
import { samplesOf } from './samples.ts'

const [language] = process.argv.slice(2)
const contract = await readContract()
const samples = callsOf(contract).map((call) => [
  call.operation.id,
  samplesOf(call).find(({ lang }) => lang === language)?.source,
])
if (samples.some(([, source]) => source === undefined)) {
  console.error('Name a language: bash, typescript or python.')
  process.exitCode = 1
} else {
  const { address } = aboutOf(contract)
  console.log(JSON.stringify({ address, samples: Object.fromEntries(samples) as unknown }))
}
