import type { Outbox } from '../conversations/outbox.ts'
import type { Perform } from '../cron/runner.ts'
import type { Tools } from '../tools/tools.ts'

/**
 * What a job does: the same as a program that sends the message, or calls the tool, under the job's name.
 * @param signal aborted when there is no time left
 */
export function createPerform(
  { outbox, tools }: { outbox: Outbox; tools: Tools },
  signal: AbortSignal,
): Perform {
  return async (action, { jobId }) => {
    if (action.type === 'tool') {
      const { result } = await tools.invoke(action.tool, action.params, { caller: jobId, signal })
      return result
    }
    const { channel, userId, message } = action
    const sent = await outbox.send({ channel, userId, message }, { caller: jobId })
    return { messageId: sent.message.id }
  }
}
