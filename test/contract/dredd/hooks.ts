import { isUtf8 } from 'node:buffer'
import type { Judge } from '../judge.ts'
import { provoke } from './provocations.ts'
import type { DreddTransaction, Hooks } from './run.ts'
import type { Documented, Transaction } from './transactions.ts'
import type { World } from './world.ts'

export interface HookOptions extends Documented {
  world: World
  judge: Judge
  /** Where to send the request of this transaction, by its place in the list; to its server itself where it is not given. */
  via?: (server: string, turn: number) => string
}

/**
 * What makes each documented answer happen, and has all of the contract checked of it. Dredd by itself checks neither types, nor
 * enums, nor formats of an OpenAPI 3 document, so it is given the whole schema; of headers it only looks whether they are there.
 * What it does not look at, the judge does.
 */
export function createHooks({
  transactions,
  world,
  judge,
  via = (server) => server,
}: HookOptions): Hooks {
  const running = new Map<DreddTransaction, Transaction>()
  return {
    prepare: async (dredd) => {
      const turn = running.size
      const transaction = sameAs(dredd, transactions[turn])
      running.set(dredd, transaction)
      expectContract(dredd, transaction)
      const { server, path, headers, body } = await provoke(transaction, world)
      const { hostname, port } = new URL(via(world.servers[server], turn))
      Object.assign(dredd, { host: hostname, port, fullPath: path })
      Object.assign(dredd.request.headers, headers)
      dredd.request.body = body
    },
    check: (dredd) => {
      const transaction = running.get(dredd)
      return transaction === undefined ? [] : faultsOf(dredd, transaction, judge)
    },
  }
}

/** Dredd's list and the contract's have to agree, or else the wrong answer would be expected. */
function sameAs({ name, request }: DreddTransaction, documented?: Transaction): Transaction {
  const isSame =
    documented?.name === name && documented.requestType === request.headers['Content-Type']
  if (isSame) return documented
  throw new Error(`The contract has ${documented?.name ?? 'nothing'} where Dredd has ${name}.`)
}

/** In this world every documented header is there: limits are on, a message is a replay, and a key waits for a restart. */
function expectContract({ expected }: DreddTransaction, transaction: Transaction): void {
  const { type, draft07, headers } = transaction
  expected.headers = Object.fromEntries(Object.keys(headers).map((name) => [name, '']))
  // The example, of which it would compare the keys alone.
  delete expected.body
  if (type === undefined) return
  expected.headers['Content-Type'] = `${type}; charset=utf-8`
  if (draft07 !== undefined && type === 'application/json') expected.bodySchema = draft07
}

function faultsOf({ real }: DreddTransaction, { operation }: Transaction, judge: Judge): string[] {
  if (real === undefined) return []
  // Dredd takes a text with a replacement character in it for binary.
  const bytes = Buffer.from(real.body ?? '', real.bodyEncoding)
  const { statusCode: status } = real
  const headers = new Headers(real.headers)
  return [
    ...(isUtf8(bytes) ? [] : ['the body is not UTF-8']),
    ...judge.faultsOf(operation.id, { status, headers, body: bytes.toString() }),
  ]
}
