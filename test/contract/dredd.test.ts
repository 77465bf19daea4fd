import { beforeAll, expect, test } from 'vitest'
import { count } from '../support/counts.ts'
import { createHooks } from './dredd/hooks.ts'
import { type Result, runDredd } from './dredd/run.ts'
import { type Documented, readTransactions } from './dredd/transactions.ts'
import { World } from './dredd/world.ts'
import { Judge } from './judge.ts'

let contract: Documented
let results: Result[]

beforeAll(async () => {
  contract = await readTransactions()
  await using world = await World.open()
  const endpoint = world.servers.real
  const hooks = createHooks({ ...contract, world, judge: await Judge.open() })
  results = await runDredd({ ...contract, endpoint }, hooks)
}, 120_000)

const named = (...wanted: Result['outcome'][]): string[] =>
  results.filter(({ outcome }) => wanted.includes(outcome)).map(({ name }) => name)

test('Dredd runs every operation × content type × status of the contract, and each once', () => {
  expect(results.map(({ name }) => name)).toEqual(contract.transactions.map(({ name }) => name))
})

test('Every documented answer is provoked, and is what the contract says', async () => {
  const failed = results
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
    .map(({ name, message }) => `${name}\n${message.trim()}`)
  expect(failed.join('\n\n')).toBe('')
  await count('Dredd transactions', named('pass').length)
})

test('Nothing is skipped: for every documented answer there is a request, or a server, that gets it', () => {
  expect(named('skip')).toEqual([])
})
