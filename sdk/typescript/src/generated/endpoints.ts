// Generated from spec/ by `npm run generate`. Do not edit.
/** Of the contract that this SDK was made from. */
export const version = '2026.12.0'

export const endpoints = {
  getHealth: { method: 'get', path: '/health', open: true },
  getStatus: { method: 'get', path: '/api/status' },
  listSessions: { method: 'get', path: '/api/sessions' },
  getSession: { method: 'get', path: '/api/sessions/{id}' },
  deleteSession: { method: 'delete', path: '/api/sessions/{id}' },
  listSessionMessages: { method: 'get', path: '/api/sessions/{id}/messages' },
  sendMessage: { method: 'post', path: '/api/messages', key: 'Idempotency-Key' },
  getMessage: { method: 'get', path: '/api/messages/{id}' },
  listChannels: { method: 'get', path: '/api/channels' },
  listTools: { method: 'get', path: '/api/tools' },
  invokeTool: { method: 'post', path: '/api/tools/{name}/invoke' },
  listCronJobs: { method: 'get', path: '/api/cron' },
  createCronJob: { method: 'post', path: '/api/cron' },
  updateCronJob: { method: 'patch', path: '/api/cron/{id}' },
  deleteCronJob: { method: 'delete', path: '/api/cron/{id}' },
  runCronJob: { method: 'post', path: '/api/cron/{id}/run' },
  listCronRuns: { method: 'get', path: '/api/cron/{id}/runs' },
  getConfig: { method: 'get', path: '/api/config' },
  updateConfig: { method: 'patch', path: '/api/config' },
  listEvents: { method: 'get', path: '/api/events' },
  receiveWebhook: { method: 'post', path: '/hooks/{channel}', key: 'webhook-id', open: true },
  getChat: { method: 'get', path: '/chat', text: true, open: true },
  getOpenApiJson: { method: 'get', path: '/openapi.json', open: true },
  getOpenApiYaml: { method: 'get', path: '/openapi.yaml', text: true, open: true },
  getAsyncApiJson: { method: 'get', path: '/asyncapi.json', open: true },
  getAsyncApiYaml: { method: 'get', path: '/asyncapi.yaml', text: true, open: true },
  getDocs: { method: 'get', path: '/docs', text: true, open: true },
  getDocsFile: { method: 'get', path: '/docs/{file}', text: true, open: true },
} as const

export type OperationId = keyof typeof endpoints
