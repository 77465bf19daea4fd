import { atMost, milliseconds, type Section, times, whole } from '../report/section.ts'
import type { Settings } from '../settings.ts'
import { Contender } from '../support/contender.ts'
import { gatewayFolder } from '../support/folder.ts'
import { Program } from '../support/sent.ts'
import { median, percentile } from '../support/statistics.ts'

/** What it costs the messages of one channel that another one hangs. */
export async function hang({ hang: plan }: Settings): Promise<Section> {
  const { alone, beside } = await measure(plan)
  const ratio = median(beside.map((round, index) => p99(round) / p99(alone[index] ?? [])))
  const row = (name: string, rounds: number[][]): string[] => [
    name,
    ...[0.5, 0.99].map((share) =>
      milliseconds(median(rounds.map((round) => percentile(round, share)))),
    ),
  ]
  const { messages, conversations } = plan
  return {
    title: 'Beside a channel that hangs',
    about:
      `${whole(messages)} messages to ${conversations} conversations of a webhook channel, posted by 32 clients as fast as they ` +
      'are accepted; each is timed from its 202 to its `message:sent`. “Beside”: the gateway has another webhook channel ' +
      `whose receiver takes every request and answers none, and ${whole(messages)} messages wait for it all the time.`,
    header: ['accepted to sent', 'p50', 'p99', 'p99 of alone'],
    rows: [
      [...row('alone', alone), times(1)],
      [...row('beside a channel that hangs', beside), times(ratio)],
    ],
    budgets: [
      atMost('accepted to sent beside a channel that hangs, p99 of alone', 1.5, ratio, times),
    ],
  }
}

const p99 = (round: readonly number[]): number => percentile(round, 0.99)

async function measure({ messages, conversations, rounds }: Settings['hang']) {
  await using receiver = await Contender.start('receiver')
  await using hanging = await Contender.start('receiver', { hangs: true })
  await using one = await startGateway({ webhookUrl: receiver.url })
  await using other = await startGateway({ webhookUrl: receiver.url, hangingUrl: hanging.url })
  await other.program.post({ channel: 'stuck', messages, conversations })
  const burst = { channel: 'support', messages, conversations }
  const alone: number[][] = []
  const beside: number[][] = []
  const steps = [
    async () => alone.push(await one.program.measure(burst)),
    async () => beside.push(await other.program.measure(burst)),
  ]
  // The first round only warms up. Each begins in turn: the second may have it easier.
  for (let round = 0; round <= rounds; round++) {
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step()
  }
  const asked = await hanging.call('received', null)
  if (asked === 0) throw new Error('The channel that should hang was never asked.')
  return { alone: alone.slice(1), beside: beside.slice(1) }
}

async function startGateway(urls: { webhookUrl: string; hangingUrl?: string }) {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(await gatewayFolder({ sessions: 25, ...urls }))
  const options = { folder: folder.path, deliver: true }
  const gateway = opened.use(await Contender.start('contract', options))
  const program = opened.use(await Program.start(gateway.url))
  const resources = opened.move()
  return { program, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}
