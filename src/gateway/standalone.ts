import type { LiveConfig } from '../config/live-config.ts'
import { Outbox } from '../conversations/outbox.ts'
import { Sessions } from '../conversations/sessions.ts'
import { EventLog } from '../events/event-log.ts'
import { startRetention } from '../events/retention.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import { createChat } from './chat.ts'
import { type Connections, openConnections } from './connections.ts'
import type { Gateway } from './gateway.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { Reports } from './reports.ts'
import { StatusBoard } from './status-board.ts'
import { openToolbox, type Toolbox } from './toolbox.ts'

export interface StandaloneOptions {
  store: Store
  config: LiveConfig
  log: Log
  /** The folder of the file tools. */
  workspace: string
  /** What programs that the gateway starts may see of its own variables. */
  environment: Readonly<Record<string, string>>
}

/** The gateway with our own channels, store and scheduler. */
export interface Standalone {
  gateway: Gateway
  /** Connects the channels, goes on with what an earlier process left unfinished, and follows the schedules. */
  start(): Promise<void>
  /** From now on `status` says that the gateway is stopping. */
  announceStop(): void
  /** Resolves when nothing of it goes on; what was being sent at `deadline` is left recoverable. */
  stop(deadline: AbortSignal): Promise<void>
}

/** As long as the longest end of a program that was started takes. */
const toolsEndMs = 5_000

interface Rooms extends Connections, Toolbox {
  outbox: Outbox
  sessions: Sessions
  jobs: Jobs
  events: EventLog
  board: StatusBoard
}

export async function openStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { store, config, log } = options
  const ending = new AbortController()
  const rooms = await openRooms(options, ending.signal)
  const { channels, delivery, jobs, tools, mcpServers, events, board } = rooms
  const endRetention = startRetention({
    store,
    log,
    retention: () => config.current.events.retention,
  })
  return {
    gateway: toGateway(rooms, config),
    async start() {
      channels.start()
      mcpServers.start()
      await delivery.recoverOrphans()
      await jobs.cron.start()
    },
    announceStop() {
      board.stopping = true
    },
    async stop(deadline) {
      endRetention()
      const giveUp = (): void => {
        ending.abort()
      }
      if (deadline.aborted) giveUp()
      deadline.addEventListener('abort', giveUp)
      // First, because a stopped channel would refuse what is claimed and not yet handed to it.
      await delivery.claimNoMore()
      await Promise.all([jobs.cron.stop(), delivery.stop(deadline), channels.stop()])
      // Only now: jobs that were still at work may have called their tools.
      await Promise.all([mcpServers.stop(deadline), tools.settle(toolsEndMs)])
      await events[Symbol.asyncDispose]()
    },
  }
}

async function openRooms(options: StandaloneOptions, ending: AbortSignal): Promise<Rooms> {
  const { store, config, log } = options
  const reports = new Reports(store, log)
  config.onProblem((problem) => {
    reports.configuration(problem)
  })
  const { channels, delivery } = openConnections({ store, config, log, reports })
  const outbox = new Outbox({
    store,
    hasChannel: (name) => channels.has(name),
    onQueued: (channel) => {
      delivery.wake(channel)
    },
  })
  const toolbox = await openToolbox({ ...options, reports })
  const { tools } = toolbox
  const jobs = createJobs({ store, config, log, channels, outbox, tools }, ending)
  const sessions = new Sessions(store)
  const events = await EventLog.open(store, log)
  const board = new StatusBoard({
    store,
    channels,
    sessions,
    configProblem: () => config.problem,
  })
  return { channels, delivery, outbox, sessions, ...toolbox, jobs, events, board }
}

function toGateway(rooms: Rooms, config: LiveConfig): Gateway {
  const { channels, outbox, tools, board } = rooms
  return {
    health: () => board.health(),
    status: () => board.status(),
    sessions: rooms.sessions,
    messages: {
      get: (id) => outbox.get(id),
      send: (request, { caller, idempotencyKey }) =>
        outbox.send(request, { caller: caller.name, idempotencyKey }),
    },
    channels: {
      list: () => board.channels(),
      receiveWebhook: (name, request) => channels.receiveWebhook(name, request),
    },
    chat: createChat(rooms),
    tools: {
      list: (caller) => tools.list(caller),
      invoke: (name, params, options) => tools.invoke(name, params, options),
    },
    cron: rooms.jobs.forCallers,
    config: {
      get: () => Promise.resolve(config.get()),
      update: (patch, options) => config.update(patch, options),
    },
    events: rooms.events,
  }
}
