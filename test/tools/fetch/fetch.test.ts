import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { fetchTool } from '../../../src/tools/built-in/fetch.ts'
import { compileParams } from '../../../src/tools/params.ts'
import { failureOf, fetch, site } from './set-up.ts'

/** A site that tells what it was asked. */
const echo = () =>
  site((req, res) => {
    void text(req).then((body) => {
      const { method, url: path, headers } = req
      res
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ method, path, headers, body }))
    })
  })

interface Echo {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

const echoed = ({ text = '' }: { text?: string }) => JSON.parse(text) as Echo

test('A GET asks for what the URL names, as itself, and over a connection that is closed', async () => {
  const { url, port, network } = await echo()
  const result = await fetch({ url: `${url}/a/b?c=d e#f` }, { network })
  expect(result).toMatchObject({ url: `${url}/a/b?c=d%20e#f`, status: 200 })
  expect(result.contentType).toBe('application/json')
  expect(result.size).toBe(result.text?.length)
  expect(result).not.toHaveProperty('truncated')
  expect(echoed(result)).toEqual({
    method: 'GET',
    path: '/a/b?c=d%20e',
    body: '',
    headers: {
      host: `site.test:${port}`,
      'user-agent': 'openclaw',
      accept: '*/*',
      'accept-encoding': 'gzip, br',
      connection: 'close',
    },
  })
})

test('A POST carries the body and the headers that were given', async () => {
  const { url, network } = await echo()
  const headers = { 'Content-Type': 'application/json', 'X-Key': 'k', 'User-Agent': 'bot' }
  const params = { url, method: 'POST', headers, body: '{"name":"Zoë"}' }
  const sent = echoed(await fetch(params, { network }))
  expect(sent).toMatchObject({ method: 'POST', body: '{"name":"Zoë"}' })
  expect(sent.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '15',
    'user-agent': 'bot',
    'x-key': 'k',
  })
})

test('A POST without a body has an empty one, and a body is text unless it is said', async () => {
  const { url, network } = await echo()
  const empty = echoed(await fetch({ url, method: 'POST' }, { network }))
  expect(empty).toMatchObject({ method: 'POST', body: '', headers: { 'content-length': '0' } })
  const sent = echoed(await fetch({ url, method: 'POST', body: 'a' }, { network }))
  expect(sent.headers['content-type']).toBe('text/plain;charset=UTF-8')
})

test('A status that tells of an error is a result', async () => {
  for (const status of [404, 418, 500, 503]) {
    const { url, network } = await site((_req, res) =>
      res.writeHead(status, { 'content-type': 'text/plain', 'retry-after': '7' }).end('no'),
    )
    const result = await fetch({ url }, { network })
    expect(result).toMatchObject({ status, text: 'no', headers: { 'retry-after': '7' } })
  }
})

test('Of the headers, those are told that say something of what was fetched', async () => {
  const { url, network } = await site((_req, res) => {
    res.writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Last-Modified': 'Wed, 25 Nov 2026 12:00:00 GMT',
      ETag: `"${'e'.repeat(2000)}"`,
      'Set-Cookie': 'session=secret',
      'X-Internal': 'secret',
      'Content-Length': '1',
    })
    res.end('x')
  })
  const { headers } = await fetch({ url }, { network })
  expect(headers).toEqual({
    'content-length': '1',
    etag: `"${'e'.repeat(1023)}`,
    'last-modified': 'Wed, 25 Nov 2026 12:00:00 GMT',
  })
})

test('No cookie is kept from one call to the next', async () => {
  const { url, network } = await site((req, res) =>
    res.setHeader('set-cookie', 'a=b').end(String(req.headers.cookie)),
  )
  await fetch({ url }, { network })
  expect(await fetch({ url }, { network })).toMatchObject({ text: 'undefined' })
})

test.each([
  ['Host', 'example.com'],
  ['host', 'example.com'],
  ['Content-Length', '1'],
  ['Transfer-Encoding', 'chunked'],
  ['Connection', 'close, x-key'],
  ['Keep-Alive', 'timeout=5'],
  ['Upgrade', 'websocket'],
  ['Expect', '100-continue'],
  ['TE', 'trailers'],
  ['Trailer', 'a'],
  ['Accept-Encoding', 'zstd'],
  ['Proxy-Authorization', 'Basic a'],
  ['proxy-connection', 'close'],
])('The header %s can’t be set', async (name, value) => {
  const { url, network } = await echo()
  const failure = await failureOf(fetch({ url, headers: { [name]: value } }, { network }))
  expect(failure).toEqual({ parameter: `headers.${name}`, message: 'is set by the gateway itself' })
})

test.each([
  ['X-Key', 'a\r\nHost: evil', 'holds a character that no header may hold'],
  ['X-Key', 'a\nb', 'holds a character that no header may hold'],
  ['X-Key', 'a\0', 'holds a character that no header may hold'],
  ['X-Key', 'a\u010a', 'holds a character that no header may hold'],
  ['X-Key\r\nHost', 'a', 'is not the name of a header'],
  ['X Key', 'a', 'is not the name of a header'],
  ['Host ', 'a', 'is not the name of a header'],
  ['Hoſt', 'a', 'is not the name of a header'],
  ['X:Key', 'a', 'is not the name of a header'],
  ['', 'a', 'is not the name of a header'],
])('A header can’t bring in another: %j: %j', async (name, value, message) => {
  const { url, network } = await echo()
  const failure = await failureOf(fetch({ url, headers: { [name]: value } }, { network }))
  expect(failure).toEqual({ parameter: `headers.${name}`, message })
})

test('A header that is given twice, in two spellings, is refused', async () => {
  const call = fetch({ url: 'http://example.com', headers: { 'X-Key': 'a', 'x-key': 'b' } })
  expect(await failureOf(call)).toEqual({ parameter: 'headers.x-key', message: 'is given twice' })
})

test('A body is refused where it can’t be sent', async () => {
  const url = 'http://example.com'
  expect(await failureOf(fetch({ url, body: 'a' }))).toEqual({
    parameter: 'body',
    message: 'can only be sent with the method POST',
  })
  expect(await failureOf(fetch({ url, method: 'POST', body: 'é'.repeat(2 ** 19 + 1) }))).toEqual({
    parameter: 'body',
    message: 'is larger than 1048576 bytes in UTF-8',
  })
})

test('Only hosts that are allowed are asked', async () => {
  const { port, network } = await echo()
  const ask = (host: string, ...allowedHosts: string[]) =>
    fetch({ url: `http://${host}:${port}/` }, { network, allowedHosts })
  for (const host of ['a.test', 'A.TEST', 'a.test.'])
    expect(await ask(host, 'b.test', 'a.test')).toMatchObject({ status: 200 })
  for (const host of ['x.a.test', 'y.x.a.test', 'x.a.test.'])
    expect(await ask(host, '*.a.test')).toMatchObject({ status: 200 })
  const message = 'leads to a host that tools.fetch.allowedHosts does not name'
  const refused = { parameter: 'url', message }
  for (const host of ['a.test', 'xa.test', 'a.test.evil.test', 'test', '127.0.0.1', '1.1.1.1'])
    expect(await failureOf(ask(host, '*.a.test'))).toEqual(refused)
  for (const host of ['x.a.test', 'xa.test', 'a.testx', 'a.test.evil.test', 'test'])
    expect(await failureOf(ask(host, 'a.test'))).toEqual(refused)
})

test.each([
  [{}, 'url', 'required'],
  [{ url: '' }, 'url', 'minLength'],
  [{ url: `http://${'a'.repeat(2048)}` }, 'url', 'maxLength'],
  [{ url: 'http://a', method: 'PUT' }, 'method', 'enum'],
  [{ url: 'http://a', headers: { a: 1 } }, 'headers.a', 'type'],
  [{ url: 'http://a', headers: { a: 'x'.repeat(8193) } }, 'headers.a', 'maxLength'],
  [{ url: 'http://a', body: 'x'.repeat(2 ** 20 + 1) }, 'body', 'maxLength'],
  [{ url: 'http://a', as: 'pdf' }, 'as', 'enum'],
  [{ url: 'http://a', maxBytes: 0 }, 'maxBytes', 'minimum'],
  [{ url: 'http://a', maxBytes: 2 ** 20 + 1 }, 'maxBytes', 'maximum'],
  [{ url: 'http://a', proxy: 'http://b' }, 'proxy', 'additionalProperties'],
])('The schema refuses %j', (params, field, rule) => {
  const check = compileParams(fetchTool({ allowedHosts: () => undefined }).inputSchema)
  expect(check(params)).toContainEqual(expect.objectContaining({ field, rule }))
})
