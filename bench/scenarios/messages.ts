import { roundHeader, roundRow } from '../report/rounds.ts'
import { atLeast, type Section, times, whole } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { compare, type Plan, ratio } from '../support/compare.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder } from '../support/folder.ts'
import { drive, type Round } from '../support/load.ts'
import { messageRequests } from '../support/sample.ts'

/** What it costs that a message is on the disk before it is accepted. */
export async function messages({ requests: plan }: Settings): Promise<Section> {
  const rounds = await durableAndNot(plan)
  const live = await withDelivery(plan)
  const share = ratio(rounds.durable, rounds.volatile)
  return {
    title: 'Durable messages',
    about:
      '`POST /api/messages`, 32 clients, 500 users, the contract enforced in every row. “In memory”: a handler that makes ' +
      'the message and forgets it. “Being delivered”: the worker runs and posts each message, signed, to a receiver on the ' +
      `same machine, where ${whole(live.deliveredPerSecond)} a second arrived meanwhile; that costs the gateway two more ` +
      'commits, a signature and a request of its own for each.',
    header: ['POST /api/messages', ...roundHeader, 'of in memory'],
    rows: [
      ['in memory', ...roundRow(rounds.volatile), times(1)],
      ['durable', ...roundRow(rounds.durable), times(share)],
      ['durable, being delivered', ...roundRow(live.rounds), ''],
    ],
    budgets: [atLeast('POST /api/messages: durable, of in memory', 0.8, share, times)],
  }
}

async function durableAndNot(plan: Plan) {
  await using one = await gatewayFolder({ sessions: 25 })
  await using other = await gatewayFolder({ sessions: 25 })
  await using durable = await Contender.start('contract', { folder: one.path })
  await using volatile = await Contender.start('contract', { folder: other.path, volatile: true })
  const requests = messageRequests('support')
  return await compare(
    {
      durable: { contender: durable, requests },
      volatile: { contender: volatile, requests },
    },
    plan,
  )
}

async function withDelivery({ warmUpSeconds, seconds, rounds }: Plan) {
  await using receiver = await Contender.start('receiver')
  await using folder = await gatewayFolder({ sessions: 25, webhookUrl: receiver.url })
  await using contender = await Contender.start('contract', { folder: folder.path, deliver: true })
  const target = { contender, requests: messageRequests('support') }
  await drive(target, warmUpSeconds)
  const before = await receiver.call('received', null)
  const start = performance.now()
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) done.push(await drive(target, seconds))
  const arrived = (await receiver.call('received', null)) - before
  return { rounds: done, deliveredPerSecond: arrived / ((performance.now() - start) / 1000) }
}
