import { describe, expect, test } from 'vitest'
import { answerOf, expectError } from '../support/http.ts'
import {
  good,
  invalid,
  type Issue,
  json,
  message,
  refusal,
  startSteadfastServer,
} from './refusals.ts'

const server = await startSteadfastServer()

/** What is wrong with a message. */
const issuesOf = (body: string | Buffer<ArrayBuffer>): Promise<Issue[]> =>
  refusal(server, '/api/messages', { method: 'POST', headers: json, body }, invalid)

describe('a body that is no document', () => {
  test.each<[string, string | Buffer<ArrayBuffer>, string]>([
    ['is no JSON', '{"channel":', 'json'],
    ['has something behind it', `${good}}`, 'json'],
    ['is text', 'hello', 'json'],
    ['is empty', '', 'required'],
    ['is no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 'encoding'],
    ['is UTF-16', Buffer.from('"ÿ"', 'utf16le'), 'encoding'],
    ['is null', 'null', 'type'],
    ['is a number', '1', 'type'],
    ['is a string', '"a"', 'type'],
    ['is an array', '[]', 'type'],
  ])('%s', async (_name, body, rule) => {
    expect(await issuesOf(body)).toEqual([{ field: 'body', rule }])
  })

  test('is not repeated in the answer', async () => {
    const body = '{"secret": "canary" x "canary"}canary'
    for (const cut of [body, body.slice(12), 'canary', '["canary" canary]', '{"a": canary}']) {
      const init = { method: 'POST', headers: json, body: cut }
      const answer = await answerOf(await server.fetch('/api/messages', init))
      expect(expectError(answer, invalid).details.issues?.[0]?.rule).toBe('json')
      expect(answer.body).not.toContain('canary')
    }
  })
})

describe('a document that breaks the contract', () => {
  test.each<[string, object, Issue[]]>([
    [
      'lacks all',
      {},
      [
        { field: 'body.channel', rule: 'required' },
        { field: 'body.userId', rule: 'required' },
        { field: 'body.message', rule: 'required' },
      ],
    ],
    ['lacks one', { channel: 'a', userId: 'b' }, [{ field: 'body.message', rule: 'required' }]],
    ['wrong type', { ...message, userId: 123 }, [{ field: 'body.userId', rule: 'type' }]],
    ['null', { ...message, message: null }, [{ field: 'body.message', rule: 'type' }]],
    ['empty', { ...message, message: '' }, [{ field: 'body.message', rule: 'minLength' }]],
    [
      'too long',
      { ...message, message: 'x'.repeat(65_537) },
      [{ field: 'body.message', rule: 'maxLength' }],
    ],
    ['NUL', { ...message, message: 'a\0b' }, [{ field: 'body.message', rule: 'pattern' }]],
    ['a name', { ...message, channel: 'A b' }, [{ field: 'body.channel', rule: 'pattern' }]],
    ['unknown', { ...message, more: 1 }, [{ field: 'body.more', rule: 'additionalProperties' }]],
    [
      'two at once',
      { ...message, userId: 1, message: 2 },
      [
        { field: 'body.userId', rule: 'type' },
        { field: 'body.message', rule: 'type' },
      ],
    ],
  ])('%s', async (_name, document, issues) => {
    const found = await issuesOf(JSON.stringify(document))
    expect(found).toEqual(expect.arrayContaining(issues))
    expect(found).toHaveLength(issues.length)
  })

  test('in a nested part', async () => {
    const job = {
      name: 'job',
      schedule: { cron: '* * * * *', timezone: 7 },
      action: { type: 'tool', tool: 'list', params: [] },
    }
    const issues = await refusal(server, '/api/cron', { json: job }, invalid)
    expect(issues).toEqual(
      expect.arrayContaining([
        { field: 'body.schedule.timezone', rule: 'type' },
        { field: 'body.action.params', rule: 'type' },
      ]),
    )
  })

  test('in the name of the kind of a part', async () => {
    const job = { name: 'job', schedule: { cron: '* * * * *' }, action: { type: 'none' } }
    expect(await refusal(server, '/api/cron', { json: job }, invalid)).toEqual([
      { field: 'body.action.type', rule: 'discriminator' },
    ])
  })

  test('in the configuration, with the nearest key', async () => {
    const init = { method: 'PATCH', json: { logging: { levle: 'debug' } } }
    const error = expectError(await answerOf(await server.fetch('/api/config', init)), invalid)
    expect(error.details.issues).toEqual([
      {
        field: 'body.logging.levle',
        rule: 'additionalProperties',
        message: 'unknown key "levle"; did you mean "level"?',
      },
    ])
  })

  test('says no more than 20 of many faults', async () => {
    const keys = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`k${index}`, 1]))
    expect(await issuesOf(JSON.stringify(keys))).toHaveLength(20)
  })
})

describe('a document that is meant to harm', () => {
  test.each<[string, string, Issue]>([
    ['__proto__', '{"__proto__":{"x":1}}', { field: 'body.__proto__', rule: 'prototype' }],
    [
      '__proto__, escaped',
      String.raw`{"\u005f_proto__":1}`,
      { field: 'body.__proto__', rule: 'prototype' },
    ],
    [
      '__proto__, nested',
      '{"channel":[{"a":{"__proto__":{}}}]}',
      { field: 'body.channel.0.a.__proto__', rule: 'prototype' },
    ],
    [
      'half a surrogate pair',
      JSON.stringify({ ...message, message: '\ud800' }),
      { field: 'body.message', rule: 'encoding' },
    ],
    [
      'half a surrogate pair, nested',
      JSON.stringify({ a: [1, 'ok', ['\udc00x']] }),
      { field: 'body.a.2.0', rule: 'encoding' },
    ],
    [
      'a deep one',
      '['.repeat(65) + ']'.repeat(65),
      { field: `body${'.0'.repeat(64)}`, rule: 'maxDepth' },
    ],
    [
      'a very deep one',
      '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
      { field: `body${'.a'.repeat(64)}`, rule: 'maxDepth' },
    ],
    [
      'one of many values',
      `{"a":[${'0,'.repeat(499_999)}0]}`,
      { field: 'body', rule: 'maxValues' },
    ],
    [
      'one of many keys',
      `{${Array.from({ length: 1_001 }, (_, index) => `"${index}":0`).join()}}`,
      { field: 'body', rule: 'maxProperties' },
    ],
  ])('%s', async (_name, body, issue) => {
    expect(await issuesOf(body)).toEqual([issue])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('__proto__ in what may hold any key', async () => {
    const init = (body: string) => ({ method: 'POST', headers: json, body })
    const call = '{"params":{"path":"/","__proto__":{"path":"/etc"}}}'
    expect(await refusal(server, '/api/tools/list/invoke', init(call), invalid)).toEqual([
      { field: 'body.params.__proto__', rule: 'prototype' },
    ])
  })

  test.each(['/api/config', '/api/cron/job-none'])('__proto__ in a patch of %s', async (path) => {
    const body = '{"logging":{"__proto__":{"level":"debug"}}}'
    expect(await refusal(server, path, { method: 'PATCH', headers: json, body }, invalid)).toEqual([
      { field: 'body.logging.__proto__', rule: 'prototype' },
    ])
  })
})
