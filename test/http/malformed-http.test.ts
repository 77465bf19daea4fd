import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { exchange, expectError, parseAnswer } from '../support/http.ts'
import { gatewayToken } from '../support/server.ts'
import { good, invalid, startSteadfastServer } from './refusals.ts'

const server = await startSteadfastServer()

const head = (line: string, ...headers: string[]): string => [line, ...headers, '', ''].join('\r\n')
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
