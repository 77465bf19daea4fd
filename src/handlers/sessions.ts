import { type Handlers, noContent, ok } from './handler.ts'

export const sessions = {
  listSessions: async ({ query, gateway }) => ok(await gateway.sessions.list(query)),
  getSession: async ({ path, gateway }) => ok(await gateway.sessions.get(path.id)),
  deleteSession: async ({ path, gateway }) => {
    await gateway.sessions.delete(path.id)
    return noContent()
  },
  listSessionMessages: async ({ path, query, gateway }) =>
    ok(await gateway.sessions.messages(path.id, query)),
} satisfies Handlers<'listSessions' | 'getSession' | 'deleteSession' | 'listSessionMessages'>
