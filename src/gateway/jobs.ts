import type { Channels } from '../channels/channels.ts'
import type { LiveConfig } from '../config/live-config.ts'
import type { Outbox } from '../conversations/outbox.ts'
import { type Cron, createCron } from '../cron/cron.ts'
import type { Perform } from '../cron/runner.ts'
import { operations } from '../generated/operations.ts'
import type { CronAction, Issue, Scope } from '../generated/types.ts'
import type { Caller } from '../kernel/caller.ts'
import { lacksScope } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { namesTool } from '../kernel/tool-names.ts'
import type { Store } from '../store/store.ts'
import { notForToken, type Tools } from '../tools/tools.ts'
import { unknownChannel } from './config-rules.ts'
import type { Gateway } from './gateway.ts'

export interface JobsOptions {
  store: Store
  config: LiveConfig
  log: Log
  channels: Channels
  outbox: Outbox
  tools: Tools
}

export interface Jobs {
  cron: Cron
  /** The same for those who may not do everything: nobody makes a job do what they may not do themselves. */
  forCallers: Gateway['cron']
}

/** Messages and tool calls on a schedule. @param ending aborted when there is no time left for what still runs */
export function createJobs(options: JobsOptions, ending: AbortSignal): Jobs {
  const { store, config, log } = options
  const cron = createCron({
    store,
    log,
    jobs: config.current.cron.jobs,
    retention: () => config.current.cron.retention,
    perform: createPerform(options, ending),
    checkAction: (action) => actionIssues(options, action),
  })
  config.onChange((changed) => {
    cron.apply(changed.cron.jobs)
  })
  return {
    cron,
    forCallers: {
      list: () => cron.list(),
      runs: (id, query) => cron.runs(id, query),
      delete: (id) => cron.delete(id),
      async run(id, caller) {
        refuseForbiddenTool(await cron.action(id), caller)
        return cron.run(id)
      },
      async create(input, caller) {
        refuseForbidden(input.action, caller)
        return cron.create(input)
      },
      async update(id, patch, caller) {
        refuseForbidden(await cron.action(id), caller)
        if (patch.action !== undefined) refuseForbidden(patch.action, caller)
        return cron.update(id, patch)
      },
    },
  }
}

/** What a job does: the same as a program that sends the message, or calls the tool, under the job's name. */
const createPerform =
  ({ outbox, tools }: JobsOptions, signal: AbortSignal): Perform =>
  async (action, { jobId }) => {
    if (action.type === 'tool') {
      const caller = { name: jobId }
      const { result } = await tools.invoke(action.tool, action.params, { caller, signal })
      return result
    }
    const { channel, userId, message } = action
    const sent = await outbox.send({ channel, userId, message }, { caller: jobId })
    return { messageId: sent.message.id }
  }

async function actionIssues(
  { channels, tools }: JobsOptions,
  action: CronAction,
): Promise<Issue[]> {
  if (action.type === 'tool') return tools.issues(action.tool, action.params)
  return channels.has(action.channel) ? [] : [unknownChannel(action.channel)]
}

const scopes = {
  message: operations.sendMessage.scopes,
  tool: operations.invokeTool.scopes,
} satisfies Record<CronAction['type'], readonly Scope[]>

/** @throws GatewayError `forbidden` where the caller may not do itself what the job would do */
function refuseForbidden(action: CronAction, caller: Caller): void {
  for (const scope of scopes[action.type]) if (!caller.scopes.has(scope)) throw lacksScope(scope)
  refuseForbiddenTool(action, caller)
}

function refuseForbiddenTool(action: CronAction, { tools }: Caller): void {
  if (action.type !== 'tool' || tools === undefined || namesTool(tools, action.tool)) return
  throw notForToken(action.tool)
}
