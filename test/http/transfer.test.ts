import { Agent, request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answerOf, expectError } from '../support/http.ts'
import { gatewayToken } from '../support/server.ts'
import { good, invalid, json, refusal, startSteadfastServer } from './refusals.ts'

const server = await startSteadfastServer()

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
    expect(await refusal(server, path, init, unsupported)).toEqual([
      { field: 'header.content-type', rule: 'contentType' },
    ])
  })

  test('none is refused', async () => {
    const init = { method: 'POST', body: Buffer.from(good) }
    expect(await refusal(server, '/api/messages', init, unsupported)).toEqual([
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
    ['is not the gzip that it claims', Buffer.from(good), 'gzip'],
    ['is cut', gzipSync('x'.repeat(10_000)).subarray(0, 20), 'gzip'],
    ['is not the brotli that it claims', Buffer.from(good), 'br'],
    ['needs a dictionary', Buffer.from('78bb00000000', 'hex'), 'deflate'],
  ])('%s', async (_name, body, encoding) => {
    expect(await refusal(server, '/api/messages', post(body, encoding), invalid)).toEqual([
      { field: 'body', rule: 'contentEncoding' },
    ])
  })

  test('in an unknown encoding', async () => {
    const expected = { status: 415, code: 'INVALID_REQUEST' }
    expect(
      await refusal(server, '/api/messages', post(Buffer.from(good), 'lzma'), expected),
    ).toEqual([{ field: 'header.content-encoding', rule: 'contentEncoding' }])
  })

  test('of 1 GiB in 1 MiB is not unpacked', async () => {
    const bomb = Buffer.concat(Array<Buffer>(1024).fill(gzipSync(Buffer.alloc(1_048_576))))
    const before = process.memoryUsage.rss()
    const expected = { status: 413, code: 'INVALID_REQUEST' }
    expect(await refusal(server, '/api/messages', post(bomb, 'gzip'), expected)).toEqual([
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
