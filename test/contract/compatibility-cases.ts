import { ofParameters } from './compatibility-parameters.ts'
import { add, type Case, drop, type Edit, put, rename, without } from './compatibility-house.ts'

const session = 'paths > /api/sessions/{id} > get'
const send = 'paths > /api/messages > post'
const status = 'paths > /api/status > get'
const list = 'paths > /api/sessions > get > parameters'
const limit = 'components > parameters > Limit > schema'
const sessionId = 'components > parameters > SessionId > schema'
const home = 'http://127.0.0.1:3000'
const docs = 'paths > /docs/{file} > get > responses > 200'

export const breaking: Case[] = [
  ...ofParameters,
  [
    'an operation taken away',
    [without('paths > /api/sessions/{id} > delete')],
    /^deleteSession \(DELETE \/api\/sessions\/\{id\}\): removed$/,
  ],
  ['a path renamed', [rename('paths > /chat', '/talk')], /^getChat .*: removed$/],
  [
    'an operation renamed',
    [put(`${status} > operationId`, 'getState')],
    /^getSta.*api operation id `getStatus` removed/,
  ],
  [
    'a required field of an answer taken away',
    [without('#Session > properties > userId'), drop('#Session > required', 'userId')],
    /^getSession .*removed the required property `userId`/,
  ],
  [
    'an optional field of an answer taken away',
    [without('#Message > properties > sender')],
    /^getMessage .*removed the optional property `sender`/,
  ],
  [
    'a field of an answer not always there any more',
    [drop('#Session > required', 'userId')],
    /^getSession .*`userId` became optional/,
  ],
  [
    'another type in an answer',
    [put('#Session > properties > messageCount > type', 'number')],
    /^getSession .*`messageCount` response's property type.*changed/,
  ],
  [
    'null in an answer',
    [put('#Session > properties > messageCount > type', ['integer', 'null'])],
    /^getSession .*`messageCount` became nullable/,
  ],
  [
    "a value less in an answer's enum",
    [drop('#MessageStatus > enum', 'unknown')],
    /^getMessage .*removed the `unknown` enum value from the `status`/,
  ],
  [
    "a value more in an answer's enum",
    [add('#MessageStatus > enum', 'read')],
    /^getMessage .*added the new `read` enum value to the `status`/,
  ],
  [
    "a value less in a request's enum",
    [drop('#MissedPolicy > enum', 'skip')],
    /^createCronJob .*removed the enum value `skip` of the request property `missed`/,
  ],
  [
    'a new required field of a request',
    [
      put('#InvokeToolRequest > properties > reason', { type: 'string' }),
      add('#InvokeToolRequest > required', 'reason'),
    ],
    /^invokeTool .*added the new required request property `reason`/,
  ],
  [
    'a field of a request that has to be there now',
    [add('#CronJobInput > required', 'overlap')],
    /^createCronJob .*`overlap` with a default value became required/,
  ],
  [
    'a field of a request taken away',
    [without('#CronJobInput > properties > enabled')],
    /^createCronJob .*removed the request property `enabled`/,
  ],
  [
    'another default of a field of a request',
    [put('#CronJobInput > properties > missed > default', 'skip')],
    /^createCronJob .*`missed` request property default value changed from `once` to `skip`/,
  ],
  [
    "a lower maxLength of a request's field",
    [put('#CronJobName > maxLength', 50)],
    /^createCronJob .*`name` request property's maxLength was decreased to `50`/,
  ],
  [
    "a pattern for a request's field",
    [put('#CronSchedule > properties > cron > pattern', '^[0-9]')],
    /^createCronJob .*added the pattern `\^\[0-9\]` to the request property `schedule\/cron`/,
  ],
  [
    'another pattern',
    [put('#CronSchedule > properties > every > pattern', '^[1-9][smhd]$')],
    /^createCronJob .*changed the pattern of the request property `schedule\/every`/,
  ],
  [
    'fewer members of an object in a request',
    [put('#ToolParams > maxProperties', 10)],
    /^invokeTool .*`maxProperties` of body\/params was `100`, is `10`/,
  ],
  [
    'more items in an answer',
    [put('#SessionPage > properties > sessions > maxItems', 500)],
    /^listSessions .*`maxItems` of body of 200\/sessions was `200`, is `500`/,
  ],
  [
    'an open object of a request closed',
    [put('#ToolParams > additionalProperties', false)],
    /^invokeTool .*`additionalProperties` of body\/params was `true`, is `false`/,
  ],
  [
    'a closed object of an answer opened',
    [put('#Session > additionalProperties', true)],
    /^getSession .*`additionalProperties` of body of 200 was `false`, is `true`/,
  ],
  [
    'another const',
    [put('#ToolAction > properties > type > const', 'tools')],
    /^createCronJob .*`type` request property const value changed from `tool` to `tools`/,
  ],
  [
    'another kind of values in a map of a request',
    [put('#ToolParams > additionalProperties', { type: 'string' })],
    /^invokeTool .*`additionalProperties` of body\/params was `true`, is `\{"type":"string"\}`/,
  ],
  [
    'any value in a map of an answer',
    [put('#Status > properties > channels > additionalProperties', true)],
    /^getStatus .*`additionalProperties` of body of 200\/channels was .*, is `true`/,
  ],
  [
    'anything in a list of an answer',
    [without('#EventPage > properties > events > items')],
    /^listEvents .*`items` of body of 200\/events was .*, is absent/,
  ],
  [
    'a field of a request that may not be sent any more',
    [put('#CronJobInput > properties > enabled > readOnly', true)],
    /^createCronJob .*`readOnly` of body\/enabled was absent, is `true`/,
  ],
  [
    'a field of an answer that does not come any more',
    [put('#Session > properties > userId > writeOnly', true)],
    /^getSession .*`writeOnly` of body of 200\/userId was absent, is `true`/,
  ],
  [
    'a change of the configuration that waits for a restart',
    [put('#Config > properties > logging > x-restart', true)],
    /^configuration file and patches: `x-restart` of body\/logging was absent, is `true`/,
  ],
  [
    'another address of one operation',
    [put('paths > /health > get > servers', [{ url: 'http://127.0.0.1:3001' }])],
    /^getHealth .*is not at `http:\/\/127\.0\.0\.1:3000` any more/,
  ],
  [
    "another address of a path's operations",
    [put('paths > /api/cron/{id} > servers', [{ url: 'http://127.0.0.1:3001' }])],
    /^deleteCronJob .*is not at `http:\/\/127\.0\.0\.1:3000` any more/,
  ],
  [
    'a status of success taken away',
    [rename(`${send} > responses > 202`, '200')],
    /^sendMessage .*removed the success response with the status `202`/,
  ],
  [
    'a status of failure taken away',
    [without(`${session} > responses > 404`)],
    /^getSession .*removed the non-success response with the status `404`/,
  ],
  [
    'a content type of an answer taken away',
    [without(`${docs} > content > text/css`)],
    /^getDocsFile .*removed the media type `text\/css`/,
  ],
  [
    'a content type of a request taken away',
    [without('paths > /api/config > patch > requestBody > content > application/merge-patch+json')],
    /^updateConfig .*removed the media type `application\/merge-patch\+json`/,
  ],
  [
    'a header of an answer taken away',
    [without(`${send} > responses > 202 > headers > Location`)],
    /^sendMessage .*response header `Location` removed/,
  ],
  [
    'another type of a header',
    [put('components > headers > RetryAfter > schema', { type: 'string' })],
    /^getSession .*`type` of header Retry-After of 429 was `"integer"`, is `"string"`/,
  ],
  [
    'a scope more',
    [put(`${status} > security`, [{ bearerAuth: ['status:read', 'events:read'] }])],
    /^getStatus .*needs `bearerAuth status:read events:read`, and needed `bearerAuth status:read`/,
  ],
  [
    'another scope',
    [put(`${status} > security`, [{ bearerAuth: ['events:read'] }])],
    /^getStatus .*needs `bearerAuth events:read`, and needed `bearerAuth status:read`/,
  ],
  [
    'a token where none was needed',
    [put('paths > /health > get > security', [{ bearerAuth: ['status:read'] }])],
    /^getHealth .*needs `bearerAuth status:read`, and was open/,
  ],
  [
    'another header for the signature',
    [put('components > securitySchemes > webhookSignature > name', 'x-signature')],
    /^security scheme webhookSignature: `name` was `webhook-signature`, is `x-signature`/,
  ],
  [
    'a lower limit',
    [put(`${send} > x-rate-limit > limit`, 99)],
    /^sendMessage .*`x-rate-limit` was `100 in 60 s of messages`, is `99 in 60 s of messages`/,
  ],
  [
    'a longer window',
    [put(`${send} > x-rate-limit > windowSeconds`, 61)],
    /^sendMessage .*`x-rate-limit` was .* is `100 in 61 s of messages`/,
  ],
  [
    'another bucket',
    [put(`${status} > x-rate-limit > bucket`, 'messages')],
    /^getStatus .*`x-rate-limit` was .* is `200 in 60 s of messages`/,
  ],
  [
    'a lower maximum in the configuration',
    [put('#Config > properties > tools > properties > timeoutSeconds > maximum', 60)],
    /^configuration file and patches: .*`tools\/timeoutSeconds` request property's max was decreased/,
  ],
  [
    'another default in the configuration',
    [put('#Config > properties > port > default', 4000)],
    /^configuration file and patches: .*`port` request property default value changed/,
  ],
  [
    'another base address',
    [put('servers > 0 > url', 'http://127.0.0.1:3000/v2')],
    /^servers: removed `http:\/\/127\.0\.0\.1:3000`/,
  ],
]

export const harmless: [name: string, edits: Edit[]][] = [
  [
    'a new operation',
    [
      put('paths > /api/more', {
        get: { operationId: 'getMore', responses: { 200: { description: 'More.' } } },
      }),
    ],
  ],
  ['a new optional field of an answer', [put('#Session > properties > topic', { type: 'string' })]],
  [
    'a new required field of an answer',
    [put('#Session > properties > mood', { type: 'string' }), add('#Session > required', 'mood')],
  ],
  [
    'a new optional field of a request',
    [put('#InvokeToolRequest > properties > reason', { type: 'string' })],
  ],
  ['a longer header of a request', [put(`${send} > parameters > 0 > schema > maxLength`, 500)]],
  ['a greater maximum of a parameter', [put(`${limit} > maximum`, 500)]],
  [
    'fewer members of an object of a request are enough',
    [without('#CronJobPatch > minProperties')],
  ],
  [
    'a new optional parameter',
    [add(list, { name: 'order', in: 'query', schema: { type: 'string' } })],
  ],
  [
    "a longer parameter of a path's",
    [put(sessionId, { type: 'string', minLength: 1, maxLength: 800 })],
  ],
  ['a change that takes effect at once', [without('#Config > properties > port > x-restart')]],
  ['what no request may send', [put('#Session > properties > userId > readOnly', true)]],
  ['the same address, written again', [put('paths > /health > servers', [{ url: home }])]],
  ['a new status of failure', [put(`${session} > responses > 410`, { description: 'Gone.' })]],
  [
    'other prose',
    [put(`${status} > description`, 'How it is.'), put('info > summary', 'One API.')],
  ],
  ['a higher limit', [put(`${send} > x-rate-limit > limit`, 200)]],
  ['an operation open to everybody', [put(`${status} > security`, [])]],
  ['a field of a request that may be left out now', [drop('#CronJobInput > required', 'name')]],
]
