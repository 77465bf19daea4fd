import type { ConfigAnswer } from '../gateway/gateway.ts'
import { type Handlers, ok } from './handler.ts'

export const config = {
  getConfig: async ({ gateway }) => {
    const answer = await gateway.config.get()
    return ok(answer.config, headersOf(answer))
  },
  updateConfig: async ({ body, headers, caller, gateway }) => {
    const answer = await gateway.config.update(body, { caller, ifMatch: headers['If-Match'] })
    return ok(answer.config, headersOf(answer))
  },
} satisfies Handlers<'getConfig' | 'updateConfig'>

const headersOf = ({
  etag,
  restartRequired,
}: ConfigAnswer): { ETag: string; 'Restart-Required'?: string } => ({
  ETag: etag,
  ...(restartRequired.length > 0 ? { 'Restart-Required': restartRequired.join(', ') } : {}),
})
