import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
} from '@stoplight/prism-http'
import { createLog } from '../../../src/kernel/log.ts'
import { hostOf, maxHeaderSize, type RawAnswer, relay, relayUpgrade } from './relay.ts'

export interface Judgement {
  operation: string
  status: number
  /** What Prism finds wrong with the answer, one line each. */
  violations: string[]
}

export interface PrismProxy extends AsyncDisposable {
  url: string
}

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>
type Components = Parameters<typeof createInstance>[1]

const contract = fileURLToPath(new URL('../../../spec/openapi.yaml', import.meta.url))
let operations: Promise<Operations> | undefined

/**
 * Prism as a validating proxy: it finds the operation, has the request handed on, and judges the answer. `tell` hears of each answer
 * of an operation before the client has it.
 *
 * Its router and validator are as they are; the listener and the forwarder are ours. Prism's own parse each JSON body and write it
 * anew (the server would never see a malformed one), follow redirects (so that `/docs` seems to answer 200), answer 500 to
 * HEAD, refuse GET with a body, unpack and re-label what is packed, and drop what the client aborts only at its end.
 */
export async function openPrism(
  upstream: string,
  tell: (judgement: Judgement) => void,
): Promise<PrismProxy> {
  operations ??= getHttpOperationsFromSpec(contract)
  const target = new URL(upstream)
  const hop = { target, operations: await operations, tell }
  const server = createServer({ maxHeaderSize, requireHostHeader: false }, (request, reply) => {
    // A server that hangs up without an answer is passed on as such.
    handle(hop, request, reply).catch(() => request.socket.destroy())
  })
  server.on('upgrade', (request, socket, head) => {
    if (head.length > 0) socket.unshift(head)
    relayUpgrade(request, socket, target)
  })
  server.listen(0, hostOf(target))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${target.hostname}:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Hop {
  target: URL
  operations: Operations
  tell: (judgement: Judgement) => void
}

async function handle(hop: Hop, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const gone = new AbortController()
  reply.on('close', () => {
    gone.abort()
  })
  const answer = await judged(hop, request, () => relay(request, hop.target, gone.signal))
  if (reply.destroyed) return
  reply.sendDate = false
  reply.writeHead(answer.status, answer.rawHeaders)
  reply.end(answer.body)
}

async function judged(
  { target, operations: known, tell }: Hop,
  request: IncomingMessage,
  send: () => Promise<RawAnswer>,
): Promise<RawAnswer> {
  let operation: string | undefined
  let answer: RawAnswer | undefined
  const forward: Components['forward'] =
    (_input, _upstream, _proxy, resource) => () => async () => {
      operation = resource?.iid
      answer = await send()
      return right(asPrismReads(answer))
    }
  const prism = createInstance(config(target), { logger, forward })
  const result = await prism.request(asInput(request), known)()
  // What is no operation of the contract (an unknown path, HEAD) is handed on, and there is nothing to judge it by.
  if (answer === undefined) throw new Error(JSON.stringify(result))
  if (operation !== undefined && result._tag === 'Right') {
    const violations = result.right.validations.output.map(({ message }) => message)
    tell({ operation, status: answer.status, violations })
  }
  return answer
}

const right = <T>(value: T) => ({ _tag: 'Right' as const, right: value })

const logger = createLog('silent')

const config = (upstream: URL): IHttpConfig => ({
  isProxy: true,
  upstream,
  upstreamProxy: undefined,
  validateResponse: true,
  // Tests send wrong requests on purpose: what is judged is how the server answers them.
  validateRequest: false,
  // Else it would answer 401 itself, and the server would not be asked.
  checkSecurity: false,
  errors: false,
  mock: { dynamic: false },
})

function asInput(request: IncomingMessage): IHttpRequest {
  const [written = '/'] = (request.url ?? '/').split('?')
  // For the server `/api/sessions/` is `/api/sessions`; Prism's router would find `/api/sessions/{id}` with an empty id.
  const path = written.length > 1 ? written.replace(/\/$/, '') : written
  const method = (request.method ?? 'GET').toLowerCase() as IHttpRequest['method']
  return { method, url: { path }, headers: namedOnce(request.headers) }
}

function asPrismReads({ status, headers, body }: RawAnswer): IHttpResponse {
  return {
    statusCode: status,
    headers: namedOnce(headers),
    body: headers['content-type']?.includes('json') === true ? parse(body) : body.toString(),
  }
}

const namedOnce = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    // Text where an object is documented: a violation, as it should be.
    return body.toString()
  }
}
