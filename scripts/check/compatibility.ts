// Fails when the contract breaks what the last release, kept in spec/released/, has promised for this month.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compareContracts, reportOf } from './compatibility/compare.ts'
import { type ContractTexts, Incomparable } from './compatibility/documents.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

try {
  const comparison = await compareContracts(await textsIn('spec/released'), await textsIn('spec'))
  console.log(reportOf(comparison))
  process.exitCode = comparison.refusal === undefined ? 0 : 1
} catch (error) {
  if (!(error instanceof Incomparable)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function textsIn(folder: string): Promise<ContractTexts> {
  return {
    openapi: await textOf(`${folder}/openapi.yaml`),
    asyncapi: await textOf(`${folder}/asyncapi.yaml`),
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(`${root}${file}`, 'utf8')
  } catch (error) {
    throw new Incomparable(
      `${file} can't be read (${(error as NodeJS.ErrnoException).code ?? ''}). spec/released/ has the contract of the last release; git has it back.`,
    )
  }
}
