import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../support/counts.ts'
import { createHooks } from './dredd/hooks.ts'
import { LyingProxy } from './dredd/lying-proxy.ts'
import { type Mutation, mutations } from './dredd/mutations.ts'
import { type Result, runDredd } from './dredd/run.ts'
import { type Documented, readTransactions, type Transaction } from './dredd/transactions.ts'
import { World } from './dredd/world.ts'
import { Judge } from './judge.ts'

let contract: Documented
let world: World
let judge: Judge
let proxy: LyingProxy
const opened = new AsyncDisposableStack()

beforeAll(async () => {
  contract = await readTransactions()
  judge = await Judge.open()
  world = opened.use(await World.open())
  proxy = opened.use(await LyingProxy.start())
}, 120_000)
afterAll(() => opened.disposeAsync())

/** Runs Dredd over all transactions, of which each is answered wrongly. @returns what was changed, by their order */
async function runWith(
  mutate: Mutation,
): Promise<{ results: Result[]; lies: Map<number, string> }> {
  const lies = new Map<number, string>()
  const via = (server: string, turn: number): string => {
    const transaction = contract.transactions[turn]
    proxy.aim(server, (answer) => {
      const mutated = transaction && mutate(answer, transaction, turn)
      if (mutated === undefined) return answer
      lies.set(turn, mutated.what)
      return mutated.answer
    })
    return proxy.url
  }
  const hooks = createHooks({ ...contract, world, judge, via })
  return { results: await runDredd({ ...contract, endpoint: proxy.url }, hooks), lies }
}

interface Expected {
  /** To which transactions there is something to change in this way. */
  applies: (transaction: Transaction) => boolean
  /** What Dredd says then. */
  says: RegExp
}

const always = (): boolean => true
const hasType = ({ type }: Transaction): boolean => type !== undefined
const hasJson = ({ type }: Transaction): boolean => type === 'application/json'
const isError = ({ status }: Transaction): boolean => status >= 400
const hasTime = ({ operation, status }: Transaction): boolean =>
  status < 300 && /Session|Message|Job|Runs|Events/.test(operation.id) && status !== 204

/** The least that each kind must find to change; it may find more. */
const expected: Record<keyof typeof mutations, Expected> = {
  'the type of a field': { applies: hasJson, says: /^body: .* Invalid type/m },
  'a foreign enum value': { applies: isError, says: /^body: .*(enum|constant)/im },
  'a missing required field': { applies: isError, says: /^body: .* Missing required/m },
  'an extra field': { applies: isError, says: /^body: .* additional properties/m },
  // Its own validator lets the 30th of February pass: there it is the judge who says so.
  'a wrong format': { applies: hasTime, says: /(should|must) match format/ },
  'a value out of bounds': { applies: isError, says: /^body: .* should (NOT|match|be)/m },
  'another status': { applies: always, says: /^statusCode: Expected status code/m },
  'another content type': { applies: hasType, says: /^headers: .*content-type/m },
  'a wrong header': { applies: always, says: /header .* must / },
  'a missing header': { applies: always, says: /^headers: .* Missing required/m },
}

test.each(Object.keys(mutations) as (keyof typeof mutations)[])(
  'Dredd catches every answer with %s, and finds nothing wrong with the others',
  { timeout: 120_000 },
  async (kind) => {
    const { results, lies } = await runWith(mutations[kind])
    const { applies, says } = expected[kind]
    const unchanged = contract.transactions.filter(
      (transaction, turn) => applies(transaction) && !lies.has(turn),
    )
    expect(unchanged.map(({ name }) => name)).toEqual([])
    const unexpected = results.flatMap(({ name, outcome, message }, turn) => {
      const lie = lies.get(turn)
      const isRight =
        lie === undefined ? outcome === 'pass' : outcome === 'fail' && says.test(message)
      return isRight ? [] : [`${name} with ${lie ?? 'nothing changed'}: ${outcome} ${message}`]
    })
    expect(unexpected.join('\n')).toBe('')
    expect(results.length).toBe(contract.transactions.length)
    await count('mutated answers that Dredd caught', lies.size)
  },
)
