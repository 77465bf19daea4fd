import { type Case, drop, put, without } from './compatibility-house.ts'

const list = 'paths > /api/sessions > get > parameters'
const limit = 'components > parameters > Limit > schema'
const sessionId = 'components > parameters > SessionId > schema'

/** Breaking changes of parameters: an operation's own, and those that a path gives to all its operations. */
export const ofParameters: Case[] = [
  [
    "a value less in the items of a request's parameter",
    [drop('#EventType > enum', 'error')],
    /^listEvents .*`enum` of query parameter types\/items was .*"error"\]`, is/,
  ],
  [
    'a lower maximum of a parameter',
    [put(`${limit} > maximum`, 100)],
    /^listEvents .*`limit`, the max was decreased from `200` to `100`/,
  ],
  [
    'a greater minimum of a parameter',
    [put(`${limit} > minimum`, 2)],
    /^listSessions .*`limit`, the min was increased/,
  ],
  [
    'another default of a parameter',
    [put(`${limit} > default`, 20)],
    /^listSessions .*`limit`, default value was changed from `50`? to `?20/,
  ],
  [
    "a lower maxLength of a request's header",
    [put(`paths > /api/messages > post > parameters > 0 > schema > maxLength`, 100)],
    /^sendMessage .*`Idempotency-Key`, the maxLength was decreased from `255` to `100`/,
  ],
  [
    'a parameter renamed',
    [put(`${list} > 0 > name`, 'on')],
    /^listSessions .*deleted the `query` request parameter `channel`/,
  ],
  [
    'a parameter that has to be there now',
    [put(`${list} > 0 > required`, true)],
    /^listSessions .*`query` request parameter `channel` became required/,
  ],
  [
    'another way to write a list',
    [put('paths > /api/events > get > parameters > 1 > explode', true)],
    /^listEvents .*`explode` of the query parameter types was changed/,
  ],
  [
    'a parameter that may not have reserved characters in it any more',
    [without(`${list} > 1 > allowReserved`)],
    /^listSessions .*`allowReserved` of the query parameter userId was changed/,
  ],
  [
    "a shorter parameter of a path's",
    [put(sessionId, { type: 'string', minLength: 1, maxLength: 10, pattern: '^[a-z]+$' })],
    /^listSessionMessages .*`maxLength` of path parameter id was `80`, is `10`/,
  ],
  [
    "another pattern of a path's parameter",
    [put('components > parameters > JobId > schema > pattern', '^job-[a-z]+$')],
    /^listCronRuns .*`pattern` of path parameter id was .*, is `"\^job-/,
  ],
  [
    "another type of a path's parameter",
    [put(sessionId, { type: 'integer' })],
    /^deleteSession .*`type` of path parameter id was `"string"`, is `"integer"`/,
  ],
  [
    "an enum of a path's parameter",
    [put(sessionId, { type: 'string', enum: ['one'] })],
    /^getSession .*`enum` of path parameter id was absent, is `\["one"\]`/,
  ],
  [
    "a path's parameter taken away",
    [put('paths > /api/cron/{id} > parameters', [])],
    /^updateCronJob .*the path parameter id was removed/,
  ],
]
