import { describe, expect, it } from 'vitest'
import { Judge } from './judge.ts'

const judge = await Judge.open()
const json = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': '01KAM3J5X7' }
const status = {
  gateway: 'running',
  channels: {},
  channelReasons: {},
  sessions: 0,
  memory: { used: 1, total: 2 },
}

// That it sees each break of each answer is tried in mutations.test.ts: here it is how it says so.
describe('the judge of answers', () => {
  it.each<[string, number, Record<string, string>, object, string]>([
    ['a status', 418, json, status, 'status 418 is not documented'],
    [
      'a type',
      200,
      { ...json, 'content-type': 'text/html' },
      status,
      'content type text/html is not documented',
    ],
    ['a field more', 200, json, { ...status, more: 1 }, 'body must NOT have additional properties'],
    ['a type of a field', 200, json, { ...status, sessions: '1' }, 'body/sessions must be integer'],
    [
      'a header',
      200,
      { ...json, 'ratelimit-limit': 'many' },
      status,
      'header RateLimit-Limit must be integer',
    ],
    [
      'a missing header',
      200,
      { 'content-type': 'application/json' },
      status,
      'header X-Request-Id is missing',
    ],
  ])('names %s that the contract does not have', (_name, code, headers, body, fault) => {
    const answer = { status: code, headers: new Headers(headers), body: JSON.stringify(body) }
    expect(judge.faultsOf('getStatus', answer)).toEqual([fault])
  })
})
