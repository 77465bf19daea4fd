import { createHash } from 'node:crypto'
import type { OperationId } from '../../src/generated/operations.ts'
import type { CronSchedule, EventPage, SendMessageRequest } from '../../src/generated/types.ts'
import type { HandlerRequest } from '../../src/handlers/handler.ts'
import { pastFault, scheduleFault, toIssue } from '../../src/cron/schedule.ts'
import { conflict, invalid } from '../../src/kernel/errors.ts'
import { refuseWrongPatch } from './config-patch.ts'

/** Of any operation: which one it is says what the body and the query are. */
type Request = Pick<HandlerRequest<OperationId>, 'raw'> & { body: unknown; query: unknown }

/** What the contract's examples say of the state that a gateway would have. */
export interface ExampleState {
  config: unknown
  events: Pick<EventPage, 'newest'>
}

/**
 * What the contract's schemas can't tell, and the gateway refuses nevertheless, as far as it needs no state but the examples'.
 * @throws GatewayError `invalid` as the gateway
 */
export async function refuseAsGateway(
  id: OperationId,
  { body, query }: Request,
  state: Promise<ExampleState>,
): Promise<void> {
  if (id === 'updateConfig') refuseWrongPatch((await state).config, body)
  if (id === 'createCronJob' || id === 'updateCronJob')
    refuseWrongSchedule((body as { schedule?: CronSchedule }).schedule)
  if (id === 'listEvents')
    refuseFutureCursor((query as { after?: number }).after, (await state).events.newest)
}

function refuseWrongSchedule(schedule: CronSchedule | undefined): void {
  if (schedule === undefined) return
  const fault = scheduleFault(schedule) ?? pastFault(schedule, Date.now())
  if (fault !== undefined) throw invalid(toIssue('body.schedule', fault))
}

function refuseFutureCursor(after: number | undefined, newest: number): void {
  if (after === undefined || after <= newest) return
  const message = 'is ahead of the newest event. Start without it'
  throw invalid({ field: 'query.after', rule: 'futureCursor', message })
}

/** The idempotency keys of one mock. */
export interface Keys {
  /**
   * @returns whether the request was answered before with this key
   * @throws GatewayError `conflict` where that was another request
   */
  isReplay: (request: Request) => boolean
  /** Called once the request has been answered, and not with an error. */
  remember: (request: Request) => void
}

/** As many as a test of a client may use; then all are forgotten. */
const mostKeys = 10_000

/** Remembers the keys of each token. */
export function rememberKeys(): Keys {
  const known = new Map<string, string>()
  return {
    isReplay: (request) => {
      const key = keyOf(request)
      const before = key === undefined ? undefined : known.get(key)
      if (before === undefined) return false
      if (before === hashOf(request)) return true
      const message = 'was used before with another body'
      throw conflict({ field: 'header.idempotency-key', rule: 'idempotency', message })
    },
    remember: (request) => {
      const key = keyOf(request)
      if (key === undefined) return
      if (known.size === mostKeys) known.clear()
      known.set(key, hashOf(request))
    },
  }
}

/** Any token is taken by its text, so that two of them are two callers. */
function keyOf({ raw: { headers } }: Request): string | undefined {
  const key = headers['idempotency-key']
  return key === undefined ? undefined : sha256([headers['authorization'], key])
}

function hashOf({ body }: Request): string {
  const { channel, userId, message } = body as SendMessageRequest
  return sha256([channel, userId, message])
}

const sha256 = (parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64')
