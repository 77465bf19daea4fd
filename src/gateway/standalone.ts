import type { LiveConfig } from '../config/live-config.ts'
import { Outbox } from '../conversations/outbox.ts'
import { Sessions } from '../conversations/sessions.ts'
import { createCron, type Cron } from '../cron/cron.ts'
import { EventLog } from '../events/event-log.ts'
import { startRetention } from '../events/retention.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import { listTool } from '../tools/built-in/list.ts'
import { readTool } from '../tools/built-in/read.ts'
import { writeTool } from '../tools/built-in/write.ts'
import { createTools, type Tools } from '../tools/tools.ts'
import { openWorkspace } from '../tools/workspace.ts'
import { createChat } from './chat.ts'
import { type Connections, openConnections } from './connections.ts'
import type { Gateway } from './gateway.ts'
import { createPerform } from './perform.ts'
import { Reports } from './reports.ts'
import { StatusBoard } from './status-board.ts'

export interface StandaloneOptions {
  store: Store
  config: LiveConfig
  log: Log
  /** The folder of the file tools. */
  workspace: string
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

interface Rooms extends Connections {
  outbox: Outbox
  sessions: Sessions
  tools: Tools
  cron: Cron
  events: EventLog
  board: StatusBoard
}

export async function openStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { store, config, log } = options
  const ending = new AbortController()
  const rooms = await openRooms(options, ending.signal)
  const { channels, delivery, cron, events, board } = rooms
  const endRetention = startRetention({
    store,
    log,
    retention: () => config.current.events.retention,
  })
  return {
    gateway: toGateway(rooms, config),
    async start() {
      channels.start()
      await delivery.recoverOrphans()
      await cron.start()
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
      await Promise.all([cron.stop(), delivery.stop(deadline), channels.stop()])
      await events[Symbol.asyncDispose]()
    },
  }
}

async function openRooms(
  { store, config, log, workspace }: StandaloneOptions,
  ending: AbortSignal,
): Promise<Rooms> {
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
  const files = await openWorkspace(workspace).catch((cause: unknown) => {
    const advice = 'Name another folder in tools.workspace.'
    throw new Error(`The workspace ${workspace} can't be used. ${advice}`, { cause })
  })
  const tools = createTools({
    tools: [readTool(files), writeTool(files), listTool(files)],
    isDisabled: (name) => config.current.tools.disabled.includes(name),
    onInvoked: (invocation) =>
      store.write((tables) => EventLog.append(tables, 'tool:invoked', invocation)),
  })
  const cron = createCron({
    store,
    log,
    configJobs: config.current.cron.jobs,
    perform: createPerform({ outbox, tools }, ending),
    onFailed: (tables, { message, ...where }) =>
      EventLog.append(tables, 'error', {
        code: 'INTERNAL_ERROR',
        message,
        source: 'cron',
        ...where,
      }),
  })
  const sessions = new Sessions(store)
  const events = await EventLog.open(store, log)
  const board = new StatusBoard({ store, channels, sessions })
  return { channels, delivery, outbox, sessions, tools, cron, events, board }
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
      list: () => tools.list(),
      invoke: (name, params, { caller, signal }) =>
        tools.invoke(name, params, { caller: caller.name, signal }),
    },
    cron: rooms.cron,
    config: {
      get: () => Promise.resolve(config.get()),
      update: (patch, options) => config.update(patch, options),
    },
    events: rooms.events,
  }
}
