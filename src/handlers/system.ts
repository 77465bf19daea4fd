import { type Handlers, ok } from './handler.ts'

export const system = {
  getHealth: async ({ gateway }) => {
    const body = await gateway.health()
    return { status: body.status === 'ok' ? 200 : 503, body }
  },
  getStatus: async ({ gateway }) => ok(await gateway.status()),
} satisfies Handlers<'getHealth' | 'getStatus'>
