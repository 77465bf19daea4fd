import { extname } from 'node:path'
import { type OperationId, operations } from '../../src/generated/operations.ts'
import type { HandlerRequest, Handlers } from '../../src/handlers/handler.ts'
import type { Contract } from '../../src/http/contract.ts'
import type { EventPage } from '../../src/generated/types.ts'
import type { OpenApiDocument, OperationObject } from '../generate/contract.ts'
import type { ExampleLog } from './example-log.ts'
import { type ExampleState, refuseAsGateway, rememberKeys } from './gateway-rules.ts'
import { parsePrefer, type Preferences, wrongPreference } from './prefer.ts'
import type { AskPrism, MockAnswer } from './prism.ts'

type Operation = (typeof operations)[OperationId]
type Request = HandlerRequest<OperationId>

/** As a handler answers, for any operation. */
interface MockReply {
  status: number
  headers: Record<string, string>
  body: unknown
  type?: string
}

type MockHandler = (request: Request) => Promise<MockReply>

/** What Prism's generator may make wrong is made again. */
const maxTries = 20

/** The gateway sets these itself. The last two tell of a state, which a mock has not. */
const notFromExamples: ReadonlySet<string> = new Set([
  'content-type',
  'x-request-id',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'idempotent-replayed',
  'restart-required',
])

/** Every operation of the contract, answered by Prism. Whoever gets here had a token, and sent what the contract asks for. */
export function createMockHandlers(
  ask: AskPrism,
  { contract, document, log }: { contract: Contract; document: OpenApiDocument; log: ExampleLog },
): Handlers {
  const codes = codesOf(document)
  const keys = rememberKeys()
  const state = exampleState(ask, log)
  const answerOf = (operation: Operation): MockHandler => {
    const documented = codes.get(operation.id) ?? []
    return async (request) => {
      await refuseAsGateway(operation.id, request, state)
      const isReplay = operation.id === 'sendMessage' && keys.isReplay(request)
      const preferences = parsePrefer(request.raw.headers['prefer'])
      const code = preferences.code ?? operation.success
      if (!documented.includes(code)) throw undocumented(operation.id, code, documented)
      const wanted = {
        ...preferences,
        id: operation.id,
        method: operation.method,
        path: fill(operation.path, request.path),
        code,
        types: code === operation.success ? typesOf(operation, request) : ['application/json'],
      }
      const answer = await validAnswer(() => ask(wanted), {
        isValid: (reply) => isValid(contract, operation.id, reply),
        isDynamic: preferences.dynamic === true,
      })
      if (answer.status >= 400) return answer
      if (operation.id === 'sendMessage') keys.remember(request)
      if (operation.id === 'listEvents' && isPlain(preferences)) return paged(answer, request, log)
      return isReplay ? replayed(answer) : answer
    }
  }
  const all = Object.values(operations).map(
    (operation) => [operation.id, answerOf(operation)] as const,
  )
  return Object.fromEntries(all) as unknown as Handlers
}

async function validAnswer(
  make: () => Promise<MockAnswer>,
  { isValid, isDynamic }: { isValid: (reply: MockReply) => boolean; isDynamic: boolean },
): Promise<MockReply> {
  for (let tries = 1; ; tries += 1) {
    const reply = toReply(await make())
    if (!isDynamic || tries === maxTries || isValid(reply)) return reply
  }
}

function isValid(contract: Contract, id: OperationId, reply: MockReply): boolean {
  try {
    contract.checkResponse(id, reply)
    return true
  } catch {
    return false
  }
}

function toReply({ status, headers, body }: MockAnswer): MockReply {
  const own = Object.entries(headers).filter(([name]) => !notFromExamples.has(name))
  // The budget itself is never used up here.
  if (status === 429) own.push(['RateLimit-Remaining', '0'])
  const { 'content-type': type } = headers
  const typed = body === undefined || type === undefined ? {} : { type }
  return { status, body, headers: Object.fromEntries(own), ...typed }
}

const replayed = (reply: MockReply): MockReply => ({
  ...reply,
  headers: { ...reply.headers, 'Idempotent-Replayed': 'true' },
})

/** Whether nothing but the contract's own example is asked for. */
const isPlain = ({ dynamic, example }: Preferences): boolean =>
  dynamic !== true && example === undefined

/** Who polls comes on, and gets what the sockets bring. */
const paged = (reply: MockReply, { query }: Request, log: ExampleLog): MockReply => ({
  ...reply,
  body: log.page(query, reply.body as EventPage),
})

async function exampleState(ask: AskPrism, log: ExampleLog): Promise<ExampleState> {
  const bodyOf = async ({ id, method, path, success, responseTypes }: Operation) =>
    (await ask({ id, method, path, code: success, types: responseTypes })).body
  log.reach(((await bodyOf(operations.listEvents)) as EventPage).newest)
  return { config: await bodyOf(operations.getConfig), events: log }
}

const fill = (path: string, values: object): string =>
  Object.entries(values).reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  )

/** The gateway chooses by the name of what is asked for, never by `Accept`. */
function typesOf({ responseTypes }: Operation, { path }: Request): readonly string[] {
  const { file = '' } = path as { file?: string }
  const named = typesByEnd[extname(file)]
  return named === undefined ? responseTypes.slice(0, 1) : [named]
}

const typesByEnd: Partial<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.txt': 'text/plain',
  '.svg': 'image/svg+xml',
  '.yaml': 'application/yaml',
  '.json': 'application/json',
}

function codesOf({ paths }: OpenApiDocument): Map<string, number[]> {
  const found = Object.values(paths)
    .flatMap((item) => Object.values<unknown>(item))
    .filter(isOperation)
  return new Map(
    found.map(({ operationId, responses }) => [operationId, Object.keys(responses).map(Number)]),
  )
}

/** A path item has more than operations: a text for all of them, parameters, servers. */
const isOperation = (value: unknown): value is OperationObject =>
  typeof value === 'object' && value !== null && 'operationId' in value

const undocumented = (id: OperationId, code: number, documented: readonly number[]) =>
  wrongPreference('code', `code: ${id} has no answer ${code}; it has ${documented.join(', ')}`)
