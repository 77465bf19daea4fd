import { atLeast, type Budget, type Section, times } from '../report/section.ts'
import { roundHeader, roundRow } from '../report/rounds.ts'
import type { Settings } from '../settings.ts'
import { compare, ratio, type Rounds } from '../support/compare.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder, sampleFile } from '../support/folder.ts'
import type { Request, Target } from '../support/load.ts'
import { messageRequests } from '../support/sample.ts'

const scenarios: Record<string, Request[]> = {
  'GET /health': [{ method: 'GET', path: '/health' }],
  'GET /api/sessions (20 rows)': [{ method: 'GET', path: '/api/sessions?limit=20' }],
  'POST /api/tools/read/invoke (1 KB)': [
    {
      method: 'POST',
      path: '/api/tools/read/invoke',
      body: { params: { path: sampleFile.name } },
    },
  ],
  'POST /api/messages (durable)': messageRequests('support'),
}

type Name = 'contract' | 'express' | 'http'

const labels: Record<Name, string> = {
  contract: 'the gateway, contract enforced',
  express: 'same handlers, bare Express',
  http: 'same gateway, node:http by hand',
}

/** What enforcing the contract costs, next to the same handlers without. */
export async function requests({ requests: plan }: Settings): Promise<Section> {
  await using opened = new AsyncDisposableStack()
  const start = async (program: string): Promise<Contender> => {
    const { path } = opened.use(await gatewayFolder({ sessions: 25 }))
    return opened.use(await Contender.start(program, { folder: path }))
  }
  const contenders: Record<Name, Contender> = {
    contract: await start('contract'),
    express: await start('express'),
    http: await start('http'),
  }
  const rows: string[][] = []
  const budgets: Budget[] = []
  for (const [scenario, shots] of Object.entries(scenarios)) {
    const target = (name: Name): Target => ({ contender: contenders[name], requests: shots })
    const rounds = await compare(
      { contract: target('contract'), express: target('express'), http: target('http') },
      plan,
    )
    rows.push(...rowsOf(scenario, rounds))
    const share = ratio(rounds.contract, rounds.express)
    budgets.push(atLeast(`${scenario}: requests/s of bare Express`, 0.6, share, times))
  }
  return {
    title: 'Requests',
    about:
      '32 clients. Rate limits are off; tokens are checked, by the same object everywhere. Bare Express and `node:http` ' +
      'validate nothing, and send no security headers and no request id. The delivery worker does not run, so that posted ' +
      'messages stay queued; with it, see “Durable messages”. A tool call is durable too: it writes its event.',
    header: ['request', ...roundHeader, 'of bare Express'],
    rows,
    budgets,
  }
}

const rowsOf = (scenario: string, rounds: Rounds<Name>): string[][] =>
  (Object.keys(labels) as Name[]).map((name) => [
    `${scenario}: ${labels[name]}`,
    ...roundRow(rounds[name]),
    times(ratio(rounds[name], rounds.express)),
  ])
