import { roundHeader, roundRow } from '../report/rounds.ts'
import { atMost, type Budget, type Section, times, whole } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { compare, ratio } from '../support/compare.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder } from '../support/folder.ts'
import type { Request } from '../support/load.ts'
import { middleCursor, sessionId, userId } from '../support/sessions.ts'

/** So many different ones in turn, from all over the table. */
const picks = 1000

const get = (path: string): Request => ({ method: 'GET', path })

const spread = (count: number, path: (number: number) => string): Request[] =>
  Array.from({ length: picks }, (_, index) => get(path(Math.floor((index / picks) * count))))

/** Each asked of a gateway with `count` sessions. */
const queries: Record<string, (count: number) => Request[]> = {
  'list, first page': () => [get('/api/sessions?limit=20')],
  'list, one channel': () => [get('/api/sessions?limit=20&channel=support')],
  'list, one user': (count) =>
    spread(count, (number) => `/api/sessions?limit=20&userId=${userId(number)}`),
  'list, a page in the middle': (count) => [
    get(`/api/sessions?limit=20&cursor=${middleCursor(count)}`),
  ],
  'get by id': (count) => spread(count, (number) => `/api/sessions/${sessionId(number)}`),
}

/** Whether lists and gets stay as quick with many sessions as they are with few. */
export async function sessions({ requests: plan, sessions: sizes }: Settings): Promise<Section> {
  await using fewFolder = await gatewayFolder({ sessions: sizes.few })
  await using manyFolder = await gatewayFolder({ sessions: sizes.many })
  await using few = await Contender.start('contract', { folder: fewFolder.path })
  await using many = await Contender.start('contract', { folder: manyFolder.path })
  const rows: string[][] = []
  const budgets: Budget[] = []
  for (const [name, requestsFor] of Object.entries(queries)) {
    const rounds = await compare(
      {
        few: { contender: few, requests: requestsFor(sizes.few) },
        many: { contender: many, requests: requestsFor(sizes.many) },
      },
      plan,
    )
    const factor = ratio(rounds.few, rounds.many)
    rows.push(
      [`${name}: ${whole(sizes.few)}`, ...roundRow(rounds.few), times(1)],
      [`${name}: ${whole(sizes.many)}`, ...roundRow(rounds.many), times(factor)],
    )
    budgets.push(atMost(`sessions, ${name}: time with ${whole(sizes.many)}`, 1.2, factor, times))
  }
  return {
    title: 'Many sessions',
    about: `${whole(sizes.few)} and ${whole(sizes.many)} sessions, 20 a page, 32 clients.`,
    header: ['query', ...roundHeader, `of ${whole(sizes.few)}`],
    rows,
    budgets,
  }
}
