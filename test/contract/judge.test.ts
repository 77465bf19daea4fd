import { beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { answerOf } from '../support/http.ts'
import { Judge } from './judge.ts'

let judge: Judge
let server: TestServer

beforeAll(async () => {
  judge = await Judge.open()
  server = await startTestServer()
  return () => server[Symbol.asyncDispose]()
})

const json = { 'content-type': 'application/json; charset=utf-8' }
const status = {
  gateway: 'running',
  channels: {},
  channelReasons: {},
  sessions: 0,
  memory: { used: 1, total: 2 },
}

describe('the judge of answers', () => {
  it('finds nothing wrong with what the server answers', async () => {
    const answer = await answerOf(await server.fetch('/api/status'))
    expect(judge.faultsOf('getStatus', answer)).toEqual([])
  })

  it.each([
    ['a status', 418, json, status, 'status 418 is not documented'],
    [
      'a type',
      200,
      { 'content-type': 'text/html' },
      status,
      'content type text/html is not documented',
    ],
    [
      'a missing field',
      200,
      json,
      { ...status, sessions: undefined },
      "body must have required property 'sessions'",
    ],
    ['a field more', 200, json, { ...status, more: 1 }, 'body must NOT have additional properties'],
    ['a type of a field', 200, json, { ...status, sessions: '1' }, 'body/sessions must be integer'],
    [
      'a foreign value',
      200,
      json,
      { ...status, gateway: 'walking' },
      'body/gateway must be equal to one of the allowed values',
    ],
    [
      'a header',
      200,
      { ...json, 'ratelimit-limit': 'many' },
      status,
      'header RateLimit-Limit must be integer',
    ],
  ])('names %s that the contract does not have', (_name, code, headers, body, fault) => {
    const answer = { status: code, headers: new Headers(headers), body: JSON.stringify(body) }
    expect(judge.faultsOf('getStatus', answer)).toEqual([fault])
  })
})
