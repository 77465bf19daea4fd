import { jobIssues } from '../cron/job-list.ts'
import type { Config, CronAction, Issue } from '../generated/types.ts'
import { builtInNames } from '../tools/built-in/built-in.ts'

/** What the schema can't say, because it takes several rooms to know: a configuration with such issues is refused. */
export const checkConfig = (config: Config): Issue[] => [
  ...jobIssues(config.cron.jobs),
  ...Object.entries(config.cron.jobs).flatMap(([name, { action }]) =>
    actionIssues(config, action).map((issue) => ({
      ...issue,
      field: `cron.jobs.${name}.action.${issue.field}`,
    })),
  ),
]

/** A job that nothing could ever be done for. */
function actionIssues({ channels, tools }: Config, action: CronAction): Issue[] {
  if (action.type === 'message') {
    return Object.hasOwn(channels, action.channel) ? [] : [unknownChannel(action.channel)]
  }
  const [server = ''] = action.tool.split('.')
  const isKnown =
    builtInNames.some((name) => name === action.tool) || Object.hasOwn(tools.mcpServers, server)
  return isKnown ? [] : [unknownTool(action.tool)]
}

export const unknownChannel = (name: string): Issue => ({
  field: 'channel',
  rule: 'configured',
  message: `the channel "${name}" is not configured`,
})

const unknownTool = (name: string): Issue => ({
  field: 'tool',
  rule: 'known',
  message: `there is no tool "${name}", and no MCP server of such a name`,
})
