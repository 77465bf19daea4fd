import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { failureOf, fetch, type Site, site } from './set-up.ts'

interface Seen {
  method: string
  host: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** Answers `/` with the redirect, everything else with its path, and remembers what it was asked. */
async function redirecting(status: number, location: (port: number) => string) {
  const seen: Seen[] = []
  const served: Site = await site((req, res) => {
    void text(req).then((body) => {
      const { method = '', url: path = '', headers } = req
      seen.push({ method, path, body, headers, host: String(headers.host).split(':')[0] ?? '' })
      if (path === '/') res.writeHead(status, { location: location(served.port) })
      res.end(path)
    })
  })
  return { ...served, seen }
}

test.each([
  [301, 'GET', 'GET'],
  [302, 'GET', 'GET'],
  [303, 'GET', 'GET'],
  [307, 'GET', 'GET'],
  [308, 'GET', 'GET'],
  [301, 'POST', 'GET'],
  [302, 'POST', 'GET'],
  [303, 'POST', 'GET'],
  [307, 'POST', 'POST'],
  [308, 'POST', 'POST'],
])('%i turns a %s into a %s, as in browsers', async (status, method, then) => {
  const { url, network, seen } = await redirecting(status, () => '/next?a=b')
  const headers = { 'Content-Type': 'application/json', 'X-Key': 'k' }
  const body = method === 'POST' ? { body: '{}' } : {}
  const result = await fetch({ url, method, headers, ...body }, { network })
  expect(result).toMatchObject({ url: `${url}/next?a=b`, status: 200, text: '/next?a=b' })
  expect(seen).toMatchObject([{ method }, { method: then, headers: { 'x-key': 'k' } }])
  expect(seen[1]?.body).toBe(then === 'POST' ? '{}' : '')
  expect(seen[1]?.headers['content-type']).toBe(
    method === 'POST' && then === 'GET' ? undefined : 'application/json',
  )
})

test.each([302, 307])('After a %i, another origin gets none of the headers', async (status) => {
  const { url, network, seen } = await redirecting(status, (port) => `http://other.test:${port}/a`)
  const headers = { Authorization: 'Bearer t', Cookie: 'c=d', 'X-Key': 'k', 'User-Agent': 'bot' }
  await fetch({ url, method: 'POST', body: 'x', headers }, { network })
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer t', cookie: 'c=d', 'x-key': 'k' })
  expect(seen[1]?.host).toBe('other.test')
  const isPost = status === 307
  expect(seen[1]?.headers).toEqual({
    host: seen[1]?.headers.host,
    'user-agent': 'openclaw',
    accept: '*/*',
    'accept-encoding': 'gzip, br',
    ...(isPost && { 'content-type': 'text/plain;charset=UTF-8', 'content-length': '1' }),
    connection: 'close',
  })
})

test('… nor does the first one when it is led back to', async () => {
  const seen: IncomingHttpHeaders[] = []
  const { url, port, network } = await site((req, res) => {
    seen.push(req.headers)
    const location = seen.length === 1 ? `http://other.test:${port}/` : `http://site.test:${port}/`
    res.writeHead(seen.length < 3 ? 302 : 200, { location }).end()
  })
  await fetch({ url, headers: { Authorization: 'Bearer t' } }, { network })
  expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer t', undefined, undefined])
})

test('What a redirect says beside its place is not waited for, and its connection is closed', async () => {
  let closed: Promise<unknown> | undefined
  const { url, network } = await site((req, res) => {
    if (req.url === '/next') return res.end('there')
    closed = once(res, 'close')
    return res.writeHead(302, { location: '/next' }).write('endless')
  })
  expect(await fetch({ url }, { network })).toMatchObject({ text: 'there' })
  await closed
})

test('Five redirects are followed, a sixth is not', async () => {
  let asked = 0
  const { url, network } = await site((req, res) => {
    asked++
    const left = Number(req.url?.slice(1))
    if (left > 0) res.writeHead(302, { location: `/${left - 1}` })
    res.end('there')
  })
  expect(await fetch({ url: `${url}/5` }, { network })).toMatchObject({ text: 'there' })
  asked = 0
  const message = 'redirects more than 5 times'
  expect(await failureOf(fetch({ url: `${url}/6` }, { network }))).toEqual({
    parameter: 'url',
    message,
  })
  expect(asked).toBe(6)
})

test('A redirect that names no place, and one that is none, are results', async () => {
  for (const [status, headers] of [
    [302, {}],
    [304, { location: '/next' }],
    [201, { location: '/next' }],
  ] as const) {
    const { url, network } = await site((_req, res) => res.writeHead(status, headers).end())
    expect(await fetch({ url }, { network })).toMatchObject({ status, headers, text: '' })
  }
})

test('A place that is written in UTF-8, and one that is relative, are found', async () => {
  const utf8 = Buffer.from('sub/ä').toString('latin1')
  const { url, network } = await redirecting(302, () => utf8)
  expect(await fetch({ url }, { network })).toMatchObject({ url: `${url}/sub/%C3%A4` })
})
