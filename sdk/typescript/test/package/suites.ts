import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { command } from './command.ts'

const sdk = fileURLToPath(new URL('../../', import.meta.url))
const vitest = fileURLToPath(new URL('../../../../node_modules/vitest/vitest.mjs', import.meta.url))
const minutes = 14

/**
 * Runs the SDK's own tests in another Node, against the gateway and the mock, which are in this one.
 * @param node the path of its program
 * @param folder for the report
 * @returns how many passed, which are all
 * @throws with what failed
 */
export async function runSuites(node: string, folder: string): Promise<number> {
  const report = join(folder, 'tests.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  await command([process.execPath, vitest, 'run', ...reporters], {
    cwd: sdk,
    env: { SDK_TEST_NODE: node, NO_COLOR: '1' },
    minutes,
  })
  const { numPassedTests, numTotalTests } = JSON.parse(await readFile(report, 'utf8')) as {
    numPassedTests: number
    numTotalTests: number
  }
  if (numPassedTests < numTotalTests || numPassedTests === 0)
    throw new Error(`Only ${String(numPassedTests)} of ${String(numTotalTests)} tests ran.`)
  return numPassedTests
}
