// Reads spec/ for those who start from it (docs, clients, the mock), and says what is wrong in it before they would stumble over it.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import type { Contract } from './contract.ts'

/** For whoever edits `spec/`: the file, the place where there is one, and the fault. Its stack tells nothing. */
export class BrokenContract extends Error {
  override name = 'BrokenContract'
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = ['spec/openapi.yaml', 'spec/asyncapi.yaml']

/** @throws BrokenContract naming the file and what is wrong in it */
export async function readSoundContract(): Promise<Contract> {
  for (const file of files) await refuseBrokenYaml(file)
  await refuseBrokenOpenApi()
  try {
    const { readContract } = await import('./contract.ts')
    const { refuseWrongExamples } = await import('./examples.ts')
    const contract = await readContract()
    refuseWrongExamples(contract)
    return contract
  } catch (error) {
    throw new BrokenContract(error instanceof Error ? error.message : 'spec/ is broken.')
  }
}

async function refuseBrokenYaml(file: string): Promise<void> {
  const text = await readFile(`${root}${file}`, 'utf8').catch(() => {
    throw new BrokenContract(`${file} can't be read.`)
  })
  const document = parseDocument(text)
  const [error] = document.errors
  // Behind the first line is the text that it complains of.
  const what = error?.message.split('\n')[0]?.replace(/:$/, '')
  if (what !== undefined) throw new BrokenContract(`${file} is no YAML: ${what}.`)
  if (document.contents === null) throw new BrokenContract(`${file} is empty.`)
}

/** Redocly knows the lines. */
async function refuseBrokenOpenApi(): Promise<void> {
  const program = 'node_modules/@redocly/cli/bin/cli.js'
  const args = [program, 'lint', 'spec/openapi.yaml', '--format=stylish']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const { failed, output } = await new Promise<{ failed: boolean; output: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: stdout + stderr })
    })
  })
  if (!failed) return
  const faults = output.split('\n').filter((line) => /^\s*\d+:\d+\s+error\b/.test(line))
  const shown = faults.length === 0 ? output.trim() : faults.join('\n')
  throw new BrokenContract(`spec/openapi.yaml breaks the OpenAPI standard (line:column):\n${shown}`)
}
