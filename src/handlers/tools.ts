import { type Handlers, ok } from './handler.ts'

export const tools = {
  listTools: ({ caller, gateway }) => ok({ tools: gateway.tools.list(caller) }),
  invokeTool: async ({ path, body, caller, signal, gateway }) =>
    ok(await gateway.tools.invoke(path.name, body.params, { caller, signal })),
} satisfies Handlers<'listTools' | 'invokeTool'>
