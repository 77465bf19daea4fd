import { glob, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { pastPrism, throughPrism } from './prism/files.ts'

/** Browsers' tests have a run of their own; the others are about the contract itself and judge answers in their own ways. */
const otherwiseJudged = ['browser', 'clients', 'contract', 'docs', 'mock'].map(
  (folder) => `test/${folder}/**`,
)

/** What gives a test a server of its own that speaks HTTP. */
const isServed = (source: string): boolean =>
  /\b(startTestServer|openHouse|startSteadfastServer|startGateway|spawnGateway|new Life|Life\.\w+)[<(]/.test(
    source,
  )

it('each test with a real server goes through Prism, or stands in the list with a reason', async () => {
  const served: string[] = []
  for await (const file of glob('test/**/*.test.ts', { exclude: otherwiseJudged })) {
    if (isServed(await readFile(file, 'utf8'))) served.push(file)
  }
  const listed = [...throughPrism, ...Object.keys(pastPrism)]
  expect(served.filter((file) => !listed.includes(file))).toEqual([])
  expect(listed.filter((file) => !served.includes(file))).toEqual([])
  expect(new Set(listed).size).toBe(listed.length)
})
