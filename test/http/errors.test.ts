import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { answerOf, exchange, expectError, parseAnswer } from '../support/http.ts'
import { gatewayToken, startTestServer } from '../support/server.ts'

const server = await startTestServer({
  config: {
    rateLimits: { enabled: false },
    channels: {
      support: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: `whsec_${'A'.repeat(32)}` },
    },
  },
})
afterAll(() => server[Symbol.asyncDispose]())

afterEach(async () => {
  const { status } = await fetch(`${server.url}/health`)
  expect(status).toBe(200)
})

const json = { 'content-type': 'application/json' }
const message = { channel: 'support', userId: 'user-1', message: 'Hello' }
const good = JSON.stringify(message)
const invalid = { status: 400, code: 'INVALID_REQUEST' }

interface Issue {
  field: string
  rule: string
}

async function refusal(
  path: string,
  init: Parameters<typeof server.fetch>[1],
  expected: { status: number; code: string },
): Promise<Issue[]> {
  const error = expectError(await answerOf(await server.fetch(path, init)), expected)
  return (error.details.issues ?? []).map(({ field, rule }) => ({ field, rule }))
}

/** What is wrong with a message. */
const issuesOf = (body: string | Buffer<ArrayBuffer>): Promise<Issue[]> =>
  refusal('/api/messages', { method: 'POST', headers: json, body }, invalid)

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
    const issues = await refusal('/api/cron', { json: job }, invalid)
    expect(issues).toEqual(
      expect.arrayContaining([
        { field: 'body.schedule.timezone', rule: 'type' },
        { field: 'body.action.params', rule: 'type' },
      ]),
    )
  })

  test('in the name of the kind of a part', async () => {
    const job = { name: 'job', schedule: { cron: '* * * * *' }, action: { type: 'none' } }
    expect(await refusal('/api/cron', { json: job }, invalid)).toEqual([
      { field: 'body.action', rule: 'discriminator' },
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
    expect(await refusal('/api/tools/list/invoke', init(call), invalid)).toEqual([
      { field: 'body.params.__proto__', rule: 'prototype' },
    ])
  })

  test.each(['/api/config', '/api/cron/job-none'])('__proto__ in a patch of %s', async (path) => {
    const body = '{"logging":{"__proto__":{"level":"debug"}}}'
    expect(await refusal(path, { method: 'PATCH', headers: json, body }, invalid)).toEqual([
      { field: 'body.logging.__proto__', rule: 'prototype' },
    ])
  })
})

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
    expect(await refusal(`/api/sessions?${query}`, {}, invalid)).toEqual([{ field, rule }])
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
    expect(await refusal(path, {}, invalid)).toEqual([{ field, rule }])
  })

  test.each([
    ['x'.repeat(256), 'maxLength'],
    ['', 'minLength'],
  ])('an Idempotency-Key "%s"', async (key, rule) => {
    const init = { json: message, headers: { 'idempotency-key': key } }
    expect(await refusal('/api/messages', init, invalid)).toEqual([
      { field: 'header.idempotency-key', rule },
    ])
  })
})

describe('the media type', () => {
  const unsupported = { status: 415, code: 'INVALID_REQUEST' }

  test.each([
    ['another one', '/api/messages', 'text/plain'],
    ['a form', '/api/messages', 'application/x-www-form-urlencoded'],
    ['one that only looks like it', '/api/messages', 'application/jsonx'],
    ['one that other operations take', '/api/messages', 'application/merge-patch+json'],
    ['an empty one', '/api/messages', ''],
  ])('%s is refused', async (_name, path, type) => {
    const init = { method: 'POST', body: good, headers: { 'content-type': type } }
    expect(await refusal(path, init, unsupported)).toEqual([
      { field: 'header.content-type', rule: 'contentType' },
    ])
  })

  test('none is refused', async () => {
    const init = { method: 'POST', body: Buffer.from(good) }
    expect(await refusal('/api/messages', init, unsupported)).toEqual([
      { field: 'header.content-type', rule: 'contentType' },
    ])
  })

  test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json ; x=y'])(
    '%s is taken',
    async (type) => {
      const init = { method: 'POST', body: good, headers: { 'content-type': type } }
      expect((await server.fetch('/api/messages', init)).status).toBe(202)
    },
  )

  test.each(['application/json', 'application/merge-patch+json'])(
    'a patch may be %s',
    async (type) => {
      const headers = { 'content-type': type }
      const init = { method: 'PATCH', body: '{"rateLimits":{"enabled":false}}', headers }
      expect((await server.fetch('/api/config', init)).status).toBe(200)
    },
  )
})

describe('an encoded body', () => {
  const post = (body: Buffer<ArrayBuffer>, encoding: string) => ({
    method: 'POST',
    body,
    headers: { ...json, 'content-encoding': encoding },
  })

  test('is decoded', async () => {
    const init = post(gzipSync(good), 'gzip')
    expect((await server.fetch('/api/messages', init)).status).toBe(202)
  })

  test.each([
    ['is not what it claims', Buffer.from(good)],
    ['is cut', gzipSync('x'.repeat(10_000)).subarray(0, 20)],
  ])('%s', async (_name, body) => {
    expect(await refusal('/api/messages', post(body, 'gzip'), invalid)).toEqual([
      { field: 'body', rule: 'contentEncoding' },
    ])
  })

  test('in an unknown encoding', async () => {
    const expected = { status: 415, code: 'INVALID_REQUEST' }
    expect(await refusal('/api/messages', post(Buffer.from(good), 'lzma'), expected)).toEqual([
      { field: 'header.content-encoding', rule: 'contentEncoding' },
    ])
  })

  test('of 1 GiB in 1 MiB is not unpacked', async () => {
    const bomb = Buffer.concat(Array<Buffer>(1024).fill(gzipSync(Buffer.alloc(1_048_576))))
    const before = process.memoryUsage.rss()
    const expected = { status: 413, code: 'INVALID_REQUEST' }
    expect(await refusal('/api/messages', post(bomb, 'gzip'), expected)).toEqual([
      { field: 'body', rule: 'maxBytes' },
    ])
    expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000)
  })
})

describe('a body of 10 MB', () => {
  const tenMB = 'x'.repeat(10_000_000)

  /** Sends on one connection. @returns the answer, and whether the connection was used before */
  function send(agent: Agent, { chunked = false, body = '', path = '/api/messages' }) {
    const { hostname, port } = new URL(server.url)
    const authorization = `Bearer ${gatewayToken}`
    const length = chunked ? {} : { 'content-length': Buffer.byteLength(body) }
    const headers = { ...json, authorization, ...length }
    const method = body === '' ? 'GET' : 'POST'
    return new Promise<{ status: number; text: string; headers: Headers; reused: boolean }>(
      (resolve, reject) => {
        const sent = httpRequest({ agent, hostname, port, path, method, headers }, (response) => {
          const pairs = Object.entries(response.headers).map(([name, value]) => [
            name,
            String(value),
          ])
          const { statusCode: status = 0 } = response
          text(response).then((answer) => {
            resolve({
              status,
              text: answer,
              headers: new Headers(pairs as [string, string][]),
              reused: sent.reusedSocket,
            })
          }, reject)
        })
        sent.on('error', reject)
        sent.end(body)
      },
    )
  }

  test.each([{ chunked: false }, { chunked: true }])(
    'is refused, and the connection goes on ($chunked)',
    async ({ chunked }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const refused = await send(agent, { chunked, body: tenMB })
      const { status, headers } = refused
      const error = expectError(
        { status, headers, body: refused.text },
        { status: 413, code: 'INVALID_REQUEST' },
      )
      expect(error.details.issues?.map(({ field, rule }) => ({ field, rule }))).toEqual([
        { field: 'body', rule: 'maxBytes' },
      ])
      const next = await send(agent, { path: '/health' })
      expect({ status: next.status, reused: next.reused }).toEqual({ status: 200, reused: true })
      agent.destroy()
    },
  )

  test('is not even read from a stranger', async () => {
    const init = { method: 'POST', token: null, headers: json, body: tenMB }
    expectError(await answerOf(await server.fetch('/api/messages', init)), {
      status: 401,
      code: 'UNAUTHORIZED',
    })
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

describe('what is no HTTP', () => {
  const head = (line: string, ...headers: string[]): string =>
    [line, ...headers, '', ''].join('\r\n')
  const host = 'Host: gateway'
  const close = 'Connection: close'
  const authorization = `Authorization: Bearer ${gatewayToken}`
  const post = 'POST /api/messages HTTP/1.1'
  const type = 'Content-Type: application/json'

  test.each<[string, string, { status: number; rule: string }]>([
    ['garbage', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', { status: 400, rule: 'http' }],
    ['words', 'hello\r\n\r\n', { status: 400, rule: 'http' }],
    ['LF only', `GET /health HTTP/1.1\n${host}\n\n`, { status: 400, rule: 'http' }],
    ['an unknown method', head('FETCH /health HTTP/1.1', host), { status: 400, rule: 'http' }],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', { status: 400, rule: 'http' }],
    ['an unknown version', head('GET /health HTTP/9.9', host), { status: 400, rule: 'http' }],
    ['no Host', head('GET /health HTTP/1.1'), { status: 400, rule: 'once' }],
    ['two Hosts', head('GET /health HTTP/1.1', host, host), { status: 400, rule: 'once' }],
    [
      'two Content-Lengths',
      `${head(post, host, 'Content-Length: 3', 'Content-Length: 4')}abcd`,
      { status: 400, rule: 'http' },
    ],
    [
      'two equal Content-Lengths',
      `${head(post, host, 'Content-Length: 3', 'Content-Length: 3')}abc`,
      { status: 400, rule: 'http' },
    ],
    [
      'Content-Length and Transfer-Encoding',
      `${head(post, host, 'Content-Length: 6', 'Transfer-Encoding: chunked')}0\r\n\r\nGET /`,
      { status: 400, rule: 'http' },
    ],
    [
      'Transfer-Encoding that does not end with chunked',
      `${head(post, host, 'Transfer-Encoding: chunked, gzip')}0\r\n\r\n`,
      { status: 400, rule: 'http' },
    ],
    [
      'Transfer-Encoding in disguise',
      `${head(post, host, 'Transfer-Encoding : chunked')}0\r\n\r\n`,
      { status: 400, rule: 'http' },
    ],
    [
      'a chunk without a length',
      `${head(post, host, authorization, type, 'Transfer-Encoding: chunked')}zz\r\n\r\n`,
      { status: 400, rule: 'http' },
    ],
    [
      'a negative Content-Length',
      head(post, host, 'Content-Length: -1'),
      { status: 400, rule: 'http' },
    ],
    [
      'a control character in a header',
      head('GET /health HTTP/1.1', host, 'X-A: a\x01b'),
      { status: 400, rule: 'http' },
    ],
    [
      'a folded header',
      head('GET /health HTTP/1.1', host, 'X-A: a', ' b'),
      { status: 400, rule: 'http' },
    ],
    [
      'a target that is no URL',
      head('GET http://[/health HTTP/1.1', host),
      { status: 400, rule: 'uri' },
    ],
    [
      'a target of another scheme',
      head('GET ftp://gateway/health HTTP/1.1', host),
      { status: 400, rule: 'uri' },
    ],
    [
      'a header of 20 KB',
      head('GET /health HTTP/1.1', host, `X-A: ${'a'.repeat(20_000)}`),
      { status: 431, rule: 'maxBytes' },
    ],
    [
      'headers of 20 KB together',
      head('GET /health HTTP/1.1', host, ...Array<string>(400).fill(`X-A: ${'a'.repeat(45)}`)),
      { status: 431, rule: 'maxBytes' },
    ],
    [
      'an address of 20 KB',
      head(`GET /${'a'.repeat(20_000)} HTTP/1.1`, host),
      { status: 431, rule: 'maxBytes' },
    ],
    ['CONNECT', head('CONNECT example.com:443 HTTP/1.1', host), { status: 405, rule: 'method' }],
    [
      'another expectation',
      head('GET /health HTTP/1.1', host, 'Expect: the unexpected'),
      { status: 417, rule: 'expect' },
    ],
  ])('%s', async (_name, bytes, { status, rule }) => {
    const answer = parseAnswer(await exchange(server.url, bytes))
    const error = expectError(answer, { status, code: 'INVALID_REQUEST' })
    expect(error.details.issues?.map((issue) => issue.rule)).toEqual([rule])
    expect(answer.headers.get('connection')).toBe('close')
    expect(answer.headers.has('allow')).toBe(status === 405)
  })

  test('a body that ends too early', async () => {
    const bytes = `${head(post, host, authorization, type, 'Content-Length: 100')}${good}`
    const answer = parseAnswer(await exchange(server.url, bytes, { half: true }))
    expectError(answer, invalid)
  })

  test('a client that goes away in the middle of its body', async () => {
    const before = await countOfMessages()
    const { hostname, port } = new URL(server.url)
    const socket = connect({ host: hostname, port: Number(port) })
    const bytes = `${head(post, host, authorization, type, 'Content-Length: 100')}${good}`
    await new Promise<void>((resolve) =>
      socket.write(bytes, () => {
        resolve()
      }),
    )
    socket.resetAndDestroy()
    await fetch(`${server.url}/health`)
    expect(await countOfMessages()).toBe(before)
    expect(server.output()).not.toContain('request failed')
  })

  test('a smuggled second request is not carried out', async () => {
    const before = await countOfMessages()
    const hidden = `${head(post, host, authorization, type, `Content-Length: ${good.length}`)}${good}`
    const lengths = [`Content-Length: ${hidden.length + 5}`, 'Transfer-Encoding: chunked']
    for (const order of [lengths, lengths.toReversed()]) {
      const bytes = `${head(post, host, authorization, type, ...order)}0\r\n\r\n${hidden}`
      const raw = await exchange(server.url, bytes)
      expect(raw.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400'])
    }
    expect(await countOfMessages()).toBe(before)
  })

  test('100-continue is answered, and then the request', async () => {
    const headers = [host, authorization, type, 'Expect: 100-continue', close]
    const bytes = `${head(post, ...headers, `Content-Length: ${good.length}`)}${good}`
    const raw = await exchange(server.url, bytes)
    expect(raw.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 202'])
  })

  test.each([
    ['the whole URL, as a proxy is sent', head('GET http://a/health HTTP/1.1', host, close)],
    ['a URL that Express can not read', head('GET http://%61/health HTTP/1.1', host, close)],
    ['HTTP/1.0, without a Host', head('GET /health HTTP/1.0')],
    [
      'another upgrade',
      head('GET /health HTTP/1.1', host, 'Connection: Upgrade, close', 'Upgrade: h2c'),
    ],
  ])('%s is taken', async (_name, bytes) => {
    const { status, body } = parseAnswer(await exchange(server.url, bytes))
    expect({ status, body: JSON.parse(body) as unknown }).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    })
  })

  async function countOfMessages(): Promise<number> {
    const { sessions } = (await (await server.fetch('/api/sessions')).json()) as {
      sessions: { messageCount: number }[]
    }
    return sessions.reduce((sum, { messageCount }) => sum + messageCount, 0)
  }
})
