import { operations as table } from '../../src/generated/operations.ts'
import { roundHeader, roundRow } from '../report/rounds.ts'
import { atMost, type Budget, type Section, times } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { compare, ratio } from '../support/compare.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder } from '../support/folder.ts'
import type { Request } from '../support/load.ts'
import { sessionId } from '../support/sessions.ts'

/** The noise of one run. */
const flat = 1.1

const shots: Record<string, Request> = {
  'GET /health': { method: 'GET', path: '/health' },
  'GET /api/sessions/{id}': { method: 'GET', path: `/api/sessions/${sessionId(7)}` },
}

/** Whether a request costs the same when the contract has many more operations. */
export async function operations({ requests: plan, copies }: Settings): Promise<Section> {
  await using folder = await gatewayFolder({ sessions: 25 })
  await using otherFolder = await gatewayFolder({ sessions: 25 })
  await using small = await Contender.start('contract', { folder: folder.path })
  await using large = await Contender.start('contract', { folder: otherFolder.path, copies })
  const rows: string[][] = []
  const budgets: Budget[] = []
  const count = Object.keys(table).length
  for (const [name, shot] of Object.entries(shots)) {
    const requests = [shot]
    const rounds = await compare(
      { small: { contender: small, requests }, large: { contender: large, requests } },
      plan,
    )
    const factor = ratio(rounds.large, rounds.small, 'cpuMicros')
    rows.push(
      [`${name}: ${count} operations`, ...roundRow(rounds.small), times(1)],
      [`${name}: ${count * (copies + 1)} operations`, ...roundRow(rounds.large), times(factor)],
    )
    budgets.push(
      atMost(`${name}: CPU with ${copies + 1} times the operations`, flat, factor, times),
    )
  }
  return {
    title: 'More operations',
    about:
      `The contract as it is, and with ${copies} copies of every operation on paths of their own, which stand before the ` +
      'operations that are asked. 32 clients.',
    header: ['request', ...roundHeader, 'CPU'],
    rows,
    budgets,
  }
}
