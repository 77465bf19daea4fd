import type { Data } from './api.ts'
import type { endpoints, OperationId } from './generated/endpoints.ts'

/** Operations that answer with a shape of the contract; the others bring a text, any document, or nothing. */
type Shaped = {
  [Id in OperationId]: (typeof endpoints)[Id] extends { text: true }
    ? never
    : Data<Id> extends undefined
      ? never
      : string extends keyof Data<Id>
        ? never
        : Id
}[OperationId]

/** A field that each answer has, and that answers of other APIs are not likely to have: by it they are told apart. */
export const marks: { [Id in Shaped]: keyof Data<Id> & string } = {
  getHealth: 'uptime',
  getStatus: 'gateway',
  listSessions: 'sessions',
  getSession: 'lastActivity',
  listSessionMessages: 'messages',
  sendMessage: 'direction',
  getMessage: 'direction',
  listChannels: 'channels',
  listTools: 'tools',
  invokeTool: 'result',
  listCronJobs: 'jobs',
  createCronJob: 'action',
  updateCronJob: 'action',
  runCronJob: 'startedAt',
  listCronRuns: 'runs',
  getConfig: 'dataDir',
  updateConfig: 'dataDir',
  listEvents: 'nextAfter',
  receiveWebhook: 'direction',
}
