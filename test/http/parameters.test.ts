import { describe, expect, test } from 'vitest'
import { answerOf, expectError } from '../support/http.ts'
import { invalid, message, refusal, startSteadfastServer } from './refusals.ts'

const server = await startSteadfastServer()

describe('parameters', () => {
  test.each([
    ['limit=0', 'query.limit', 'minimum'],
    ['limit=201', 'query.limit', 'maximum'],
    ['limit=1.5', 'query.limit', 'type'],
    ['limit=many', 'query.limit', 'type'],
    ['limit=%zz', 'query.limit', 'type'],
    ['limit=', 'query.limit', 'parameter'],
    ['limit=1&limit=2', 'query.limit', 'type'],
    ['limit[]=1', 'query.limit', 'type'],
    ['cursor=%00', 'query.cursor', 'pattern'],
    ['cursor=abc', 'query.cursor', 'cursor'],
    ['channel=UPPER', 'query.channel', 'pattern'],
    ['userId=%00', 'query.userId', 'pattern'],
    [`userId=${'x'.repeat(256)}`, 'query.userId', 'maxLength'],
    ['sort=asc', 'query.sort', 'parameter'],
    ['__proto__=1', 'query.__proto__', 'parameter'],
    ['constructor=1', 'query.constructor', 'parameter'],
  ])('?%s', async (query, field, rule) => {
    expect(await refusal(server, `/api/sessions?${query}`, {}, invalid)).toEqual([{ field, rule }])
  })

  test.each([
    ['/api/sessions/a%2Fb', 'path.id', 'pattern'],
    ['/api/sessions/%00', 'path.id', 'pattern'],
    [`/api/sessions/${'a'.repeat(81)}`, 'path.id', 'maxLength'],
    ['/api/sessions/%zz', 'path', 'encoding'],
    ['/api/sessions/%E0%A4%A', 'path', 'encoding'],
    ['/api/events?types=none', 'query.types.0', 'enum'],
    ['/api/events?after=-1', 'query.after', 'minimum'],
    ['/api/events?after=9007199254740993', 'query.after', 'maximum'],
    ['/api/events?after=1000000', 'query.after', 'futureCursor'],
  ])('%s', async (path, field, rule) => {
    expect(await refusal(server, path, {}, invalid)).toEqual([{ field, rule }])
  })

  test.each([
    ['x'.repeat(256), 'maxLength'],
    ['', 'minLength'],
  ])('an Idempotency-Key "%s"', async (key, rule) => {
    const init = { json: message, headers: { 'idempotency-key': key } }
    expect(await refusal(server, '/api/messages', init, invalid)).toEqual([
      { field: 'header.idempotency-key', rule },
    ])
  })
})

describe('methods and paths', () => {
  test.each([
    ['PUT', '/api/sessions', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/sessions/session-1', 'GET, DELETE, HEAD, OPTIONS'],
    ['GET', '/api/messages', 'POST, OPTIONS'],
    ['HEAD', '/api/messages', 'POST, OPTIONS'],
    ['DELETE', '/api/config', 'GET, PATCH, HEAD, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/docs', 'GET, HEAD, OPTIONS'],
    ['POST', '/docs/index.html', 'GET, HEAD, OPTIONS'],
  ])('%s %s is the wrong method', async (method, path, allow) => {
    const answer = await answerOf(await server.fetch(path, { method }))
    expect(answer.headers.get('allow')).toBe(allow)
    if (method === 'HEAD') expect(answer).toMatchObject({ status: 405, body: '' })
    else expectError(answer, { status: 405, code: 'INVALID_REQUEST' })
  })

  test.each(['/', '/api', '/api/endpoint', '/api//sessions', '/index.html', '/api/sessions/a/b'])(
    'there is no %s',
    async (path) => {
      const error = expectError(await answerOf(await server.fetch(path)), {
        status: 404,
        code: 'NOT_FOUND',
      })
      expect(error).toEqual({
        code: 'NOT_FOUND',
        message: `There is no path "${path}".`,
        details: {},
      })
    },
  )

  test('a long path is not repeated whole', async () => {
    const path = `/${'a'.repeat(12_000)}`
    const answer = await answerOf(await server.fetch(path))
    const error = expectError(answer, { status: 404, code: 'NOT_FOUND' })
    expect(error.message.length).toBeLessThanOrEqual(4000)
  })

  test.each([
    ['/api/sessions/session-123', 'session "session-123"'],
    ['/api/sessions/session-123/messages', 'session "session-123"'],
    ['/api/messages/message-123', 'message "message-123"'],
    ['/api/cron/job-123/runs', 'job "job-123"'],
  ])('%s names nothing', async (path, what) => {
    const error = expectError(await answerOf(await server.fetch(path)), {
      status: 404,
      code: 'NOT_FOUND',
    })
    expect(error).toEqual({ code: 'NOT_FOUND', message: `There is no ${what}.`, details: {} })
  })
})
