import { describe, expect, it } from 'vitest'
import {
  add,
  type Case,
  changed,
  drop,
  type Edit,
  linesOf,
  put,
  rename,
  together,
  without,
} from './compatibility-house.ts'

const query = 'channels > events > bindings > ws > query > properties'
const messages = 'operations > watchEvents > messages'

const breaking: Case[] = [
  [
    'an event taken away',
    [without(`${messages} > 3`)],
    /^event tool:invoked \(watchEvents\): removed$/,
  ],
  [
    'a frame of the visitor taken away',
    [without('operations > hearVisitor > messages > 2')],
    /^frame ping \(hearVisitor\): removed$/,
  ],
  [
    'another address',
    [put('channels > events > address', '/stream')],
    /^asyncapi channels events: changed `address` from "\/ws" to "\/stream"$/,
  ],
  [
    'another protocol',
    [put('servers > local > protocol', 'mqtt')],
    /^asyncapi servers local: changed `protocol` from "ws" to "mqtt"$/,
  ],
  [
    'one way less to show a token',
    [without('servers > local > security > 1')],
    /^asyncapi servers local: needs `bearerAuth`, and needed `accessToken`$/,
  ],
  [
    'a path before the addresses',
    [put('servers > local > pathname', '/api')],
    /^asyncapi servers local: changed `pathname` from null to "\/api"$/,
  ],
  [
    'another name of the parameter that has the token',
    [put('components > securitySchemes > accessToken > name', 'token')],
    /^asyncapi securitySchemes accessToken: changed `name` from "access_token" to "token"$/,
  ],
  [
    'a socket on another server only',
    [
      put('servers > more', { host: '127.0.0.1:4000', protocol: 'ws' }),
      put('channels > chat > servers', [{ $ref: '#/servers/more' }]),
    ],
    /^asyncapi channels chat: not on local any more$/,
  ],
  [
    'another method of the upgrade',
    [put('channels > chat > bindings > ws > method', 'POST')],
    /^asyncapi channels chat: changed `method` from "GET" to "POST"$/,
  ],
  [
    'a header that the upgrade must have',
    [
      put('channels > events > bindings > ws > headers', {
        type: 'object',
        required: ['x-client'],
      }),
    ],
    /^query of events: added the new required `header` request parameter `x-client`$/,
  ],
  [
    'a token where an operation needed none',
    [put('operations > hearVisitor > security', [{ type: 'http', scheme: 'basic' }])],
    /^asyncapi operations hearVisitor: needs `.*basic.*`, and was open$/,
  ],
  [
    'another content type of all frames',
    [put('defaultContentType', 'application/cbor')],
    /^event pong \(answerVisitor\): changed `contentType` from "application\/json" to "application\/cbor"$/,
  ],
  [
    'headers of a frame',
    [put('components > messages > pong > headers', { type: 'object', required: ['a'] })],
    /^event pong \(answerVisitor\): changed `headers` from null to /,
  ],
  [
    'another content type of a frame',
    [put('components > messages > error > contentType', 'application/xml')],
    /^event error \(watchEvents\): changed `contentType` from "application\/json" to "application\/xml"$/,
  ],
  [
    'a parameter of the upgrade taken away',
    [without(`${query} > types`)],
    /^query of events: deleted the `query` request parameter `types`$/,
  ],
  [
    'a field of a frame from the server taken away',
    [without('#ChatRefused > properties > retryAfter')],
    /^event refused \(answerVisitor\): removed the optional property `retryAfter`/,
  ],
  [
    'another type in a frame from the server',
    [put('#ChatWelcome > properties > title > type', 'integer')],
    /^event welcome \(answerVisitor\): the `title` response's property type.* changed/,
  ],
  [
    'a value less in a frame from the server',
    [drop('#ChatMessage > properties > from > enum', 'operator')],
    /^event message \(answerVisitor\): removed the `operator` enum value from the `message\/from`/,
  ],
  [
    'a shorter text of the visitor',
    [put('#VisitorSay > properties > text > maxLength', 2000)],
    /^frame say \(hearVisitor\): the `text` request property's maxLength was decreased to `2000`$/,
  ],
  [
    'a field that a visitor must send',
    [add('#VisitorHello > required', 'token')],
    /^frame hello \(hearVisitor\): the request property `token` became required$/,
  ],
  [
    'another const in a frame from the server',
    [put('#ChatPong > properties > type > const', 'alive')],
    /^event pong \(answerVisitor\): the `type` response property const value changed from `pong` to `alive`/,
  ],
  [
    'another pattern of the token',
    [put('#VisitorToken > pattern', '^[A-Za-z0-9]{43}$')],
    /^frame hello \(hearVisitor\): changed the pattern of the request property `token`/,
  ],
  [
    'a closed frame from the server opened',
    [put('#ChatAccepted > additionalProperties', true)],
    /^event accepted \(answerVisitor\): `additionalProperties` of body of 200 was `false`, is `true`$/,
  ],
]

/** After them other frames are gone as well, so that they are tried without the others. */
const turned: Case[] = [
  [
    'another direction',
    [put('operations > answerVisitor > action', 'receive')],
    /^asyncapi operations answerVisitor: changed `action` from "send" to "receive"$/,
  ],
  [
    'another frame in the place of one',
    [put('channels > chat > messages > pong > $ref', '#/components/messages/accepted')],
    /^event pong \(answerVisitor\): removed$/,
  ],
]

const shared: Case[] = [
  [
    'a field of an event',
    [without('#ErrorReport > properties > runId')],
    /^event error \(watchEvents\): removed the optional property `payload\/runId`/,
  ],
  [
    'a value of an event',
    [drop('#ToolInvocation > properties > outcome > enum', 'failed')],
    /^event tool:invoked \(watchEvents\): removed the `failed` enum value from the `payload\/outcome`/,
  ],
  [
    'a field of a webhook, which the server sends',
    [
      without('#OutboundWebhook > properties > createdAt'),
      drop('#OutboundWebhook > required', 'createdAt'),
    ],
    /^webhook deliverMessage: removed the required property `createdAt`/,
  ],
  [
    'what the receiver of a webhook may answer',
    [without('webhooks > deliverMessage > post > responses > 429')],
    /^webhook deliverMessage: removed the enum value `429` .*`answer`/,
  ],
  [
    'a webhook that is not signed any more',
    [put('webhooks > deliverMessage > post > security', [])],
    /^webhook deliverMessage: changed `security` from \[\{"webhookSignature":\[\]\}\] to \[\]$/,
  ],
  [
    "another name of a webhook's operation",
    [put('webhooks > deliverMessage > post > operationId', 'pushMessage')],
    /^webhook deliverMessage: changed `operationId` from "deliverMessage" to "pushMessage"$/,
  ],
  [
    'another method of a webhook',
    [rename('webhooks > deliverMessage > post', 'put')],
    /^webhook deliverMessage: removed$/,
  ],
]

const later = /^2026\.12\.1 may only add to 2026\.12\.0: raise info\.version to 2027\.1\.0, or /

/** Each case with the comparison that it shares with others. */
const tried = (cases: Case[], file: 'openapi' | 'asyncapi') =>
  together(cases).flatMap((list) => {
    let comparison: ReturnType<typeof changed> | undefined
    const edits = list.flatMap(([, each]) => each)
    const compare = (): ReturnType<typeof changed> => (comparison ??= changed({ [file]: edits }))
    return list.map(([name, , line]) => ({ name, line, compare }))
  })

describe('a breaking change of the events within a month', () => {
  it.each([
    ...tried(breaking, 'asyncapi'),
    ...tried(turned, 'asyncapi'),
    ...tried(shared, 'openapi'),
  ])('$name is refused and named', async ({ line, compare }) => {
    const comparison = await compare()
    expect(linesOf(comparison)).toContainEqual(expect.stringMatching(line))
    expect(comparison.refusal).toMatch(later)
  })
})

describe('a harmless change of the events', () => {
  const asyncapi: Edit[] = [
    put('#ChatRefused > properties > hint', { type: 'string' }),
    put('#VisitorHello > properties > language', { type: 'string' }),
    put('#VisitorSay > properties > text > maxLength', 8000),
    put(`${query} > newest`, { type: 'integer' }),
    put('info > description', 'Two sockets.'),
    put('channels > chat > description', 'A conversation.'),
    add('servers > local > security', { type: 'http', scheme: 'basic' }),
    put('servers > more', { host: '127.0.0.1:4000', protocol: 'ws' }),
    put('channels > events > bindings > ws > headers', {
      ...{ type: 'object', properties: { 'x-client': { type: 'string' } } },
    }),
    // It may say all that the visitor's channel has, which is more than before.
    without('operations > hearVisitor > messages'),
    put('components > messages > more', { name: 'more', payload: { type: 'object' } }),
    // Between others: what follows has another place in the list, and is what it was.
    put(`${messages} > 0`, { $ref: '#/channels/events/messages/messageSent' }),
    put(`${messages} > 1`, { $ref: '#/channels/events/messages/messageReceived' }),
    add('operations > answerVisitor > messages', { $ref: '#/channels/chat/messages/more' }),
  ]

  it('is let through with a patch, as are new frames, optional fields and longer texts of visitors', async () => {
    const comparison = await changed({ asyncapi })
    expect(linesOf(comparison)).toEqual([])
    expect(comparison.refusal).toBeUndefined()
  })
})
