import { GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10'

const begins: string = GatewayDispatchEvents.Ready

type Fields = Record<string, unknown>

const shortestBeatMs = 100
const longestBeatMs = 3_600_000

/** A frame that is not as Discord's documentation tells. Says nothing of what stood in it. */
export class OddFrame extends Error {
  override readonly name = 'OddFrame'
}

/** An id of Discord's: a number with more digits than JavaScript's can hold. */
export const isId = (id: unknown): id is string => typeof id === 'string' && /^\d{1,20}$/.test(id)

/**
 * Throws for what the library would trip over: its own failures are nobody's, and end the process.
 * @param isGreeted whether the gateway has said hello on this connection
 * @throws OddFrame
 */
export function frameOf(frame: unknown, isGreeted: boolean): Fields {
  if (!isFields(frame) || !Number.isSafeInteger(frame['op'])) {
    throw new OddFrame('no frame of the gateway')
  }
  const { op, d } = frame
  if ((op === GatewayOpcodes.Hello) === isGreeted) {
    throw new OddFrame(isGreeted ? 'a second hello' : `op ${String(op)} before hello`)
  }
  if (op === GatewayOpcodes.Hello && !isHello(d)) throw new OddFrame('a hello without its interval')
  if (op === GatewayOpcodes.InvalidSession && typeof d !== 'boolean') {
    throw new OddFrame('an invalid session that may or may not be resumed')
  }
  if (op === GatewayOpcodes.Dispatch) checkDispatch(frame)
  return frame
}

function checkDispatch({ t, s, d }: Fields): void {
  if (typeof t !== 'string' || !Number.isSafeInteger(s)) throw new OddFrame('no event')
  if (t !== begins) return
  if (
    !isFields(d) ||
    typeof d['session_id'] !== 'string' ||
    !isFields(d['user']) ||
    !isId(d['user']['id'])
  ) {
    throw new OddFrame('a session without its id or its user')
  }
}

function isHello(d: unknown): boolean {
  const ms = isFields(d) ? Number(d['heartbeat_interval'] ?? NaN) : NaN
  return ms >= shortestBeatMs && ms <= longestBeatMs
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
