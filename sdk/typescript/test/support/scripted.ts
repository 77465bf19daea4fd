import { OpenClaw, version, type ClientOptions } from '../../src/index.ts'
import type { Script, ScriptedAnswer, ScriptedServer, Step } from '../peers/scripted.ts'
import { type Remote, usePeer } from './peer.ts'

export type { Script, ScriptedAnswer, ScriptedServer, Step }

export const token = 'scripted-token-0123456789'

export const status = {
  gateway: 'running',
  channels: {},
  channelReasons: {},
  sessions: 0,
  memory: { used: 1, total: 2 },
}

export const message = {
  id: 'message-1',
  sessionId: 'session-1',
  channel: 'support',
  userId: '42',
  direction: 'outbound',
  message: 'Hello',
  status: 'queued',
  createdAt: '2026-12-01T00:00:00.000Z',
}

/** The contract's one shape of errors. */
export const failure = (
  httpStatus: number,
  code: string,
  more: { headers?: Record<string, string>; details?: object } = {},
): ScriptedAnswer => ({
  status: httpStatus,
  headers: { 'x-request-id': 'request-1', ...more.headers },
  body: { error: { code, message: `It is ${code}.`, details: more.details ?? {} } },
})

export const broken = failure(500, 'INTERNAL_ERROR')

/** What `/health` of a gateway says. */
export const healthOf = (other: string = version): ScriptedAnswer => ({
  body: { status: 'ok', version: other, uptime: 1 },
})

/** A server that does what its script says; it is gone after the test. */
export const openScripted = (script: Script): Promise<Remote<ScriptedServer>> =>
  usePeer('scripted', script)

export interface Scripted extends Pick<
  Remote<ScriptedServer>,
  'url' | 'requests' | 'healthChecks'
> {
  claw: OpenClaw
  /** The delay before each further try, in milliseconds, as hooks were told. */
  delays: number[]
}

/** A scripted server, by default with the health of a gateway of this version, and a client of it that remembers its waits. */
export async function openScriptedClient(
  script: Script,
  options: ClientOptions = {},
): Promise<Scripted> {
  const server = await openScripted({ health: healthOf(), ...script })
  const delays: number[] = []
  const hooks = {
    ...options.hooks,
    onRetry: (retry: { delayMs: number }) => {
      delays.push(retry.delayMs)
    },
  }
  const claw = new OpenClaw({ baseUrl: server.url, token, ...options, hooks })
  const { url, requests, healthChecks } = server
  return { url, requests, healthChecks, claw, delays }
}
