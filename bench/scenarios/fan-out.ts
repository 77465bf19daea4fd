import { atLeast, micros, type Section, times, whole } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder, token } from '../support/folder.ts'
import { median } from '../support/statistics.ts'

/** Events that are on their way at the same time. */
const batch = 10

interface Burst {
  deliveriesPerSecond: number
  cpuMicros: number
}

/** One event to many subscribers: out of the durable log, next to a loop that stores nothing. */
export async function fanOut({ fanOut: plan }: Settings): Promise<Section> {
  const { subscribers, events } = plan
  const { ours, bare } = await measure(plan)
  const share = median(
    ours.map((burst, index) => burst.deliveriesPerSecond / (bare[index]?.deliveriesPerSecond ?? 0)),
  )
  const row = (name: string, bursts: Burst[]): string[] => [
    name,
    whole(median(bursts.map((burst) => burst.deliveriesPerSecond))),
    micros(median(bursts.map((burst) => burst.cpuMicros))),
  ]
  return {
    title: 'Event fan-out',
    about:
      `${whole(events)} events of 450 bytes to ${subscribers} subscribers, ${batch} on their way at a time, until the ` +
      'last subscriber has the last one. The gateway validates each event, commits it to the log and reads it back; the ' +
      'bare loop is `for (const client of clients) client.send(text)`.',
    header: ['fan-out', 'deliveries/s', 'server CPU µs/delivery', 'of the bare loop'],
    rows: [
      [...row('the gateway', ours), times(share)],
      [...row('bare ws loop', bare), times(1)],
    ],
    budgets: [
      atLeast(`fan-out to ${subscribers} subscribers, of a bare ws loop`, 0.9, share, times),
    ],
  }
}

async function measure(plan: Settings['fanOut']) {
  await using folder = await gatewayFolder({ sessions: 25 })
  await using gateway = await Contender.start('contract', { folder: folder.path })
  await using loop = await Contender.start('bare-ws')
  await using toGateway = await listenTo(gateway, plan.subscribers)
  await using toLoop = await listenTo(loop, plan.subscribers)
  const ours: Burst[] = []
  const bare: Burst[] = []
  // The first of each only warms up.
  for (let round = 0; round <= plan.rounds; round++) {
    ours.push(await burst(gateway, toGateway, plan))
    bare.push(await burst(loop, toLoop, plan))
  }
  return { ours: ours.slice(1), bare: bare.slice(1) }
}

async function listenTo(server: Contender, count: number): Promise<Contender> {
  const subscribers = await Contender.start('subscribers')
  await subscribers.call('subscribe', { url: server.url, token, count })
  return subscribers
}

async function burst(
  server: Contender,
  listeners: Contender,
  { events, subscribers }: Settings['fanOut'],
): Promise<Burst> {
  const before = await server.call('cpu', null)
  const delivered = listeners.call('delivered', { events })
  const { startedAt } = await server.call('publish', { events, batch })
  const { endedAt } = await delivered
  const cpu = (await server.call('cpu', null)) - before
  const deliveries = events * subscribers
  return {
    deliveriesPerSecond: deliveries / ((endedAt - startedAt) / 1000),
    cpuMicros: cpu / deliveries,
  }
}
