import { once } from 'node:events'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { failureOf, fetch, site } from './set-up.ts'

/** Fetches from a site that answers so. */
async function answered(
  headers: Record<string, string>,
  body: string | Buffer,
  params: Record<string, unknown> = {},
) {
  const { url, network } = await site((_req, res) => res.writeHead(200, headers).end(body))
  return await fetch({ url, ...params }, { network })
}

const plain = { 'content-type': 'text/plain' }
const letters = 'Grüße, Zoë – 你好 '.repeat(1000)

test.each<[string, (text: string) => Buffer]>([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['identity', (text) => Buffer.from(text)],
])('A body in %s is unpacked', async (encoding, pack) => {
  const headers = { ...plain, 'content-encoding': encoding }
  const result = await answered(headers, pack(letters))
  expect(result.text).toBe(letters)
  expect(result.size).toBe(Buffer.byteLength(letters))
})

test('An encoding that is unknown, or several, are refused', async () => {
  for (const encoding of ['zstd', 'gzip, gzip', 'br, gzip', 'compress', 'constructor']) {
    const message = `answered in the Content-Encoding "${encoding}", which is unknown`
    const call = answered({ ...plain, 'content-encoding': encoding }, gzipSync('x'))
    expect(await failureOf(call)).toEqual({ parameter: 'url', message })
  }
})

test('A compressed body that is broken, or ends early, is a failure, and an empty one is empty', async () => {
  const headers = { ...plain, 'content-encoding': 'gzip' }
  for (const body of ['not gzip', gzipSync(letters).subarray(0, 50)]) {
    const { parameter, message } = await failureOf(answered(headers, body))
    expect(parameter).toBe('url')
    expect(message).toMatch(/^sent a body that its Content-Encoding does not fit \(Z_/)
  }
  expect(await answered(headers, '')).toMatchObject({ text: '', size: 0 })
})

test('A body is cut after as many bytes as are wanted, and says so', async () => {
  const whole = await answered(plain, 'abcdef', { maxBytes: 6 })
  expect(whole).toMatchObject({ text: 'abcdef', size: 6 })
  expect(whole).not.toHaveProperty('truncated')
  expect(await answered(plain, 'abcdefg', { maxBytes: 6 })).toMatchObject({
    text: 'abcdef',
    size: 6,
    truncated: true,
  })
})

test('A body is cut between characters', async () => {
  expect(await answered(plain, 'aé你', { maxBytes: 4 })).toMatchObject({ text: 'aé', size: 4 })
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('A body of 64 MiB in %s is cut at 1 MiB', async (encoding, pack) => {
  const bomb = pack(Buffer.alloc(64 * 2 ** 20, 'a'))
  const before = process.memoryUsage.rss()
  const result = await answered({ ...plain, 'content-encoding': encoding }, bomb)
  expect(result).toMatchObject({ size: 2 ** 20, truncated: true })
  expect(result.text).toHaveLength(2 ** 20)
  expect(process.memoryUsage.rss() - before).toBeLessThan(48 * 2 ** 20)
})

test('A stream that unpacks to nothing for ever is cut', async () => {
  const nothing = Buffer.concat(Array<Buffer>(2 ** 15).fill(gzipSync('')))
  const { url, network } = await site((_req, res) => {
    res.writeHead(200, { ...plain, 'content-encoding': 'gzip' })
    const more = () => {
      while (!res.destroyed && res.write(nothing));
    }
    res.on('drain', more)
    more()
  })
  expect(await fetch({ url }, { network })).toMatchObject({ text: '', truncated: true })
})

test('A compressed stream that is cut gives what it held until there', async () => {
  const noise = Buffer.from(Array.from({ length: 2 ** 18 }, () => Math.random() * 256)).toString(
    'hex',
  )
  const result = await answered({ ...plain, 'content-encoding': 'gzip' }, gzipSync(noise), {
    maxBytes: 1000,
  })
  expect(result).toMatchObject({ text: noise.slice(0, 1000), size: 1000, truncated: true })
})

const german = [0x47, 0x72, 0xfc, 0xdf, 0x65]

test.each<[string, string, number[] | Buffer, string]>([
  ['Content-Type', 'text/plain; charset=iso-8859-1', german, 'Grüße'],
  ['Content-Type, quoted', 'text/plain; a=b; Charset="ISO-8859-1"', german, 'Grüße'],
  ['Content-Type', 'text/plain; charset=shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ['Content-Type', 'text/plain; charset=gbk', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
  ['nothing, as UTF-8', 'text/plain', Buffer.from('Grüße'), 'Grüße'],
  ['nothing, as windows-1252', 'text/plain', [0x80, ...german], '€Grüße'],
  ['nothing, for a charset that is unknown', 'text/plain; charset=x-unknown', german, 'Grüße'],
  ['a mark, whatever is said', 'text/plain; charset=gbk', [0xef, 0xbb, 0xbf, 0xc3, 0xa4], 'ä'],
  ['a mark of UTF-16', 'text/plain', [0xff, 0xfe, 0x41, 0, 0xac, 0x20], 'A€'],
  ['a mark of UTF-16, big end first', 'text/plain', [0xfe, 0xff, 0, 0x41, 0x20, 0xac], 'A€'],
  [
    'meta',
    'text/html',
    Buffer.from('<html><meta charset="windows-1251"><p>\u00cf\u00f0\u00e8', 'latin1'),
    'При',
  ],
  [
    'meta of old',
    'text/html',
    Buffer.from('<META http-equiv=a content="text/html; charset=koi8-r"><p>\u00f0', 'latin1'),
    'П',
  ],
  ['meta that can’t be', 'text/html', Buffer.from('<meta charset=utf-16><p>ä'), 'ä'],
  [
    'XML',
    'application/xml',
    Buffer.from('<?xml version="1.0" encoding="iso-8859-2"?><a>\u00b1', 'latin1'),
    '<?xml version="1.0" encoding="iso-8859-2"?><a>ą',
  ],
  ['nothing, with NUL', 'text/plain', [0x61, 0, 0x62], 'a\uFFFDb'],
])('The charset is that of %s: %s', async (_where, type, bytes, text) => {
  expect(await answered({ 'content-type': type }, Buffer.from(bytes))).toMatchObject({ text })
})

test.each([
  'application/json',
  'application/problem+json; charset=utf-8',
  'application/xml',
  'application/rss+xml',
  'image/svg+xml',
  'application/javascript',
  'application/x-ndjson',
  'application/yaml',
  'TEXT/CSV',
  'text/markdown',
])('%s is text, as it came', async (type) => {
  expect(await answered({ 'content-type': type }, '<p>a</p>')).toMatchObject({ text: '<p>a</p>' })
})

test.each(['image/png', 'application/octet-stream', 'application/pdf', 'application/zip', 'x'])(
  '%s is described, and not read',
  async (type) => {
    let closed: Promise<unknown> | undefined
    const { url, network } = await site((_req, res) => {
      closed = once(res, 'close')
      res.writeHead(200, { 'content-type': type, 'content-length': '1000000' }).flushHeaders()
    })
    expect(await fetch({ url }, { network })).toEqual({
      url: `${url}/`,
      status: 200,
      headers: { 'content-length': '1000000' },
      contentType: type,
      omitted: 'It is not text.',
    })
    await closed
  },
)

test('Without a type, the body tells', async () => {
  expect(await answered({}, 'a < b')).toMatchObject({ text: 'a < b' })
  expect(await answered({}, '\n<!DOCTYPE html><p>a')).toMatchObject({ text: 'a' })
  expect(await answered({}, 'PK\u0003\u0004\0')).toMatchObject({ omitted: 'It is not text.' })
})
