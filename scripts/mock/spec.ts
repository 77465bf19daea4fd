import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { asyncapiYaml, openapiYaml } from '../../src/generated/sources.ts'
import { MockFailure } from './failure.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const generatedFrom = {
  'spec/openapi.yaml': openapiYaml,
  'spec/asyncapi.yaml': asyncapiYaml,
}

/**
 * Requests are checked by generated code, so the mock would check by one contract and answer by another where that is stale. What
 * is unchanged was found right when the code was generated; only what has changed is looked through, which takes seconds.
 * @throws MockFailure with what to run, BrokenContract with what is wrong
 */
export async function refuseStaleSpec(): Promise<void> {
  const files = await Promise.all(
    Object.entries(generatedFrom).map(async ([file, known]) => {
      const text = await readFile(`${root}${file}`, 'utf8').catch(() => undefined)
      return text === known ? [] : [file]
    }),
  )
  const changed = files.flat()
  if (changed.length === 0) return
  const { readSoundContract } = await import('../generate/sound-contract.ts')
  await readSoundContract()
  throw new MockFailure(
    `${changed.join(' and ')} changed since the code was generated from it. Run \`npm run generate\`, then start the mock again.`,
  )
}
