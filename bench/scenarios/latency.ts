import { atMost, milliseconds, type Section, whole } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder, token } from '../support/folder.ts'
import { percentile } from '../support/statistics.ts'

/** How long an event takes from its commit to its subscribers. */
export async function latency({ latency: plan }: Settings): Promise<Section> {
  const { fromCommit, fromArrival } = await measure(plan)
  const row = (name: string, values: number[]): string[] => [
    name,
    ...[0.5, 0.99, 0.999].map((share) => milliseconds(percentile(values, share))),
    milliseconds(Math.max(...values)),
  ]
  return {
    title: 'Event latency',
    about:
      `${whole(plan.perSecond)} messages a second for ${plan.seconds} s come in through a channel (each: session, message, ` +
      `counters and event in one commit) and go out to ${plan.subscribers} subscribers in another process.`,
    header: ['latency', 'p50', 'p99', 'p99.9', 'longest'],
    rows: [
      row('commit to subscriber', fromCommit),
      row('channel to subscriber, commit included', fromArrival),
    ],
    budgets: [
      atMost(
        `commit to socket at ${whole(plan.perSecond)} messages/s, p99`,
        10,
        percentile(fromCommit, 0.99),
        milliseconds,
      ),
    ],
  }
}

async function measure({ subscribers, perSecond, seconds }: Settings['latency']) {
  await using folder = await gatewayFolder({ sessions: 25 })
  await using gateway = await Contender.start('contract', { folder: folder.path })
  await using listener = await Contender.start('listener')
  await listener.call('subscribe', { url: gateway.url, token, count: subscribers })
  const { takenAt, committedAt } = await gateway.call('receive', { perSecond, seconds })
  const arrivals = await listener.call('arrivals', { messages: takenAt.length })
  const since = (times: readonly number[]): number[] =>
    arrivals.map(({ message, at }) => at - (times[message] ?? Number.NaN))
  return { fromCommit: since(committedAt), fromArrival: since(takenAt) }
}
