import type { OperationId } from '../../../src/generated/operations.ts'

/**
 * What each operation is called in the SDKs, `group.method` or a method of the client itself. An operation that has no name
 * here does not compile.
 */
export const sdkNames = {
  getHealth: 'health',
  getStatus: 'status',
  listSessions: 'sessions.list',
  getSession: 'sessions.get',
  deleteSession: 'sessions.delete',
  listSessionMessages: 'sessions.messages',
  sendMessage: 'messages.send',
  getMessage: 'messages.get',
  listChannels: 'channels.list',
  listTools: 'tools.list',
  invokeTool: 'tools.invoke',
  listCronJobs: 'cron.list',
  createCronJob: 'cron.create',
  updateCronJob: 'cron.update',
  deleteCronJob: 'cron.delete',
  runCronJob: 'cron.run',
  listCronRuns: 'cron.runs',
  getConfig: 'config.get',
  updateConfig: 'config.update',
  listEvents: 'listEvents',
  receiveWebhook: 'webhooks.receive',
  getChat: 'chat.page',
  getOpenApiJson: 'docs.openapiJson',
  getOpenApiYaml: 'docs.openapiYaml',
  getAsyncApiJson: 'docs.asyncapiJson',
  getAsyncApiYaml: 'docs.asyncapiYaml',
  getDocs: 'docs.page',
  getDocsFile: 'docs.file',
} as const satisfies Record<OperationId, string>
