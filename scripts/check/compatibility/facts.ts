// What is no schema: addresses, directions, content types, names. There is no more or less of it: it stays as it is.
import { isDeepStrictEqual } from 'node:util'
import { type Requirement, securityChanges } from './access.ts'
import {
  type AsyncApi,
  type Change,
  type Channel,
  type Documents,
  lastPart,
  operationsIn,
  type Part,
} from './documents.ts'
import { messagesOf } from './messages.ts'

/** By what they are about, then by their keyword. */
type Facts = Map<string, Part>

/** The breaking changes of everything that can't be put as an operation of HTTP (`events.ts`). */
export const factChanges = (before: Documents, after: Documents): Change[] => [
  ...differences(factsOf(before), factsOf(after)),
  ...entranceChanges(before.asyncapi, after.asyncapi),
]

/** A keyword that comes is a change as well, such as `pathname`, without which it was the root. */
function differences(before: Facts, after: Facts): Change[] {
  return [...before].flatMap(([where, old]) => {
    const current = after.get(where)
    if (current === undefined) return [{ where, what: 'removed' }]
    return Object.keys({ ...old, ...current })
      .filter((key) => !isDeepStrictEqual(old[key], current[key]))
      .map((key) => {
        const [was, is] = [old[key], current[key]].map((value) => JSON.stringify(value ?? null))
        return { where, what: `changed \`${key}\` from ${was ?? ''} to ${is ?? ''}` }
      })
  })
}

/** `info` is compared as the version; what a tool shows is nothing that a program relies on. */
const prose = new Set(['title', 'summary', 'description', 'tags', 'externalDocs', 'examples'])
const without = (part: Part, ...others: string[]): Part =>
  Object.fromEntries(
    Object.entries(part).filter(([key]) => !prose.has(key) && !others.includes(key)),
  )

function factsOf({ openapi, asyncapi }: Documents): Facts {
  const { servers = {}, channels, operations, components } = asyncapi
  const { defaultContentType: standard } = asyncapi
  const webhooks = Object.entries(openapi.webhooks ?? {}).flatMap(([name, item]) =>
    operationsIn(item).map(([, { operationId, security = [] }]) => ({
      name,
      operationId,
      security,
    })),
  )
  return new Map<string, Part>([
    ['asyncapi', { asyncapi: asyncapi.asyncapi }],
    ...entries('servers', servers, (server) => without(server, 'security')),
    ...entries('channels', channels, ofChannel),
    ...entries('operations', operations, ({ channel, ...rest }) => ({
      ...without(rest, 'messages', 'security'),
      channel: channel.$ref,
    })),
    ...entries('securitySchemes', components['securitySchemes'] ?? {}, without),
    ...messagesOf(asyncapi).map(({ label, written }): [string, Part] => [
      label,
      { contentType: standard, ...without(written, 'payload') },
    ]),
    ...webhooks.map(({ name, ...facts }): [string, Part] => [`webhook ${name}`, facts]),
  ])
}

const entries = <T>(
  section: string,
  parts: Record<string, T>,
  toFacts: (part: T) => Part,
): [string, Part][] =>
  Object.entries(parts).map(([key, part]) => [`asyncapi ${section} ${key}`, toFacts(part)])

const ofChannel = ({ bindings = {}, ...rest }: Channel): Part => ({
  ...without(rest, 'messages', 'servers'),
  method: 'GET',
  ...without(bindings.ws ?? {}, 'query', 'headers', 'bindingVersion'),
})

/** Ways in may be added, and none taken away: the servers of a channel, and how a client shows who it is. */
function entranceChanges(before: AsyncApi, after: AsyncApi): Change[] {
  const gone = Object.entries(before.channels).flatMap(([key, channel]) => {
    const later = after.channels[key]
    if (later === undefined) return []
    const left = new Set(serversOf(later, after))
    const lost = serversOf(channel, before).filter((name) => !left.has(name))
    return lost.map((name) => ({
      where: `asyncapi channels ${key}`,
      what: `not on ${name} any more`,
    }))
  })
  const security = (['servers', 'operations'] as const).flatMap((section) =>
    Object.entries(before[section] ?? {}).flatMap(([key, { security: ways }]) => {
      const later = after[section]?.[key]
      if (later === undefined) return []
      const changes = securityChanges(requirements(ways), requirements(later.security))
      return changes.map((what) => ({ where: `asyncapi ${section} ${key}`, what }))
    }),
  )
  return [...gone, ...security]
}

const serversOf = ({ servers = [] }: Channel, document: AsyncApi): string[] =>
  servers.length === 0
    ? Object.keys(document.servers ?? {})
    : servers.map(({ $ref }) => lastPart($ref))

const requirements = (ways: Part[] = []): Requirement[] =>
  ways.map(({ $ref, scopes = [], description: _, ...inline }) => ({
    [typeof $ref === 'string' ? lastPart($ref) : JSON.stringify(inline)]: scopes as string[],
  }))
