import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowing, canaries, failureOf, fetch } from './set-up.ts'

const inside = { parameter: 'url', message: 'leads to no host on the public internet' }
const noUrl = { parameter: 'url', message: 'is not a URL' }

/** Each with a canary on the port that stands for `:0`, on 127.0.0.1 and ::1; in the network as it is in production. */
async function attacked(url: string) {
  const { port, connections } = await canaries()
  const failure = await failureOf(fetch({ url: url.replace('PORT', String(port)) }))
  expect(connections).toEqual([])
  return failure
}

const loopback = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '127.1.',
  '127.127.127.127',
  '2130706433',
  '2130706433.',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '0000000177.0.0.1',
  '0x7f000001',
  '0X7F000001',
  '0x7f.1',
  '0x7f.0x0.0x0.0x1',
  '0x7f.0.0.1',
  '0x7F.000.00.0x01',
  '127.0x1',
  '127.0.0x0.01',
  '%31%32%37.0.0.1',
  '127%2e0%2e0%2e1',
  '%30%78%37%66.1',
  '１２７.０.０.１',
  '127。0。0。1',
  '127．0．0．1',
  '127｡0｡0｡1',
  '①②⑦.⓪.⓪.①',
  '𝟏𝟐𝟕.𝟎.𝟎.𝟏',
  '127.0.0.1\t',
  '127.0.\n0.1',
  '12\u00ad7.0.0.1',
  '127.0.0.\u200b1',
  '0',
  '0.0.0.0',
  '0x0',
  '00000000',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[::0.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::FFFF:7F00:1]',
  '[0:0:0:0:0:FFFF:127.0.0.1]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[::ffff:0:7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[::ffff:0.0.0.0]',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'loc%61lhost',
  'ｌｏｃａｌｈｏｓｔ',
  'ⓛocalhost',
  'app.localhost',
  'printer.local',
  'nas.home.arpa',
]

const elsewhere = [
  '10.0.0.1',
  '10.1',
  '167772161',
  '012.0.0.1',
  '0xa.1',
  '172.16.0.1',
  '0xac100001',
  '192.168.1.1',
  '192.168.257',
  '0300.0250.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '169.254.43518',
  '2852039166',
  '0xa9fea9fe',
  '0xA9.0xFE.0xA9.0xFE',
  '0251.0376.0251.0376',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:169.254.169.254]',
  '[fd00:ec2::254]',
  '[FD00:EC2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '100.100.100.200',
  '168.63.129.16',
  '2822734096',
  '192.0.0.192',
  '198.18.0.1',
  '203.0.113.1',
  '224.0.0.1',
  '255.255.255.255',
  '4294967295',
  '240.0.0.1',
  '[2001:db8::1]',
  '[4000::1]',
  'metadata.google.internal',
  'METADATA.GOOGLE.INTERNAL.',
  'instance-data.ec2.internal',
]

describe('Every spelling', () => {
  test.each(loopback)('of loopback: http://%s', async (host) => {
    expect(await attacked(`http://${host}:PORT/`)).toEqual(inside)
  })

  test.each(elsewhere)('of what is not public: http://%s', async (host) => {
    expect(await attacked(`http://${host}/`)).toEqual(inside)
  })

  test.each([
    'http:127.0.0.1:PORT',
    'http:/127.0.0.1:PORT/',
    'http:////127.0.0.1:PORT/',
    'http:\\\\127.0.0.1:PORT\\',
    'http://127.0.0.1:PORT\\@example.com/',
    'http://127.0.0.1:PORT#@example.com/',
    'http://127.0.0.1:PORT?@example.com/',
    '\u0001 http://127.0.0.1:PORT/ ',
    'HTTP://127.0.0.1:PORT/',
    'ht\ttp://127.0.0.1:PORT/',
    'https://127.0.0.1:PORT/',
    'https://[::1]:PORT/',
  ])('of a URL: %j', async (url) => {
    expect(await attacked(url)).toEqual(inside)
  })
})

test.each([
  'http://[fe80::1%25eth0]:PORT/',
  'http://[::1%25lo]:PORT/',
  'http://[::1%lo]:PORT/',
  'http://127.0.0.1%00.example.com:PORT/',
  'http://127.0.0.1 :PORT/',
  'http://256.0.0.1:PORT/',
  'http://127.0.0.0.1:PORT/',
  'http://4294967296:PORT/',
  'http://0x7f000001g.0x1:PORT/',
  'http://[::ffff:127.0.0.1.]:PORT/',
  'http://127.0.0.1:99999/',
  '//127.0.0.1:PORT/',
  '127.0.0.1:PORT',
])('What has no meaning has none to us either: %s', async (url) => {
  expect(await attacked(url)).toEqual(noUrl)
})

test.each([
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_GET',
  'data:text/plain,secret',
  'javascript:1',
  'ws://127.0.0.1:PORT/',
  'localhost:PORT',
  'unix:/var/run/docker.sock',
  'blob:http://127.0.0.1:PORT/',
])('No other scheme: %s', async (url) => {
  expect(await attacked(url)).toEqual({ parameter: 'url', message: 'is not an http or https URL' })
})

test.each([
  'http://user@127.0.0.1:PORT/',
  'http://user:secret@example.com/',
  'http://example.com@127.0.0.1:PORT/',
  'http://:secret@127.0.0.1:PORT/',
])('No user and no password in the URL: %s', async (url) => {
  const message = 'holds a user name or a password, which belongs into the header Authorization'
  expect(await attacked(url)).toEqual({ parameter: 'url', message })
})

test.each([22, 25, 6000, 6667, 10080])('No port %i, as in browsers', async (port) => {
  const message = `uses port ${port}, which is not for HTTP`
  const refused = failureOf(fetch({ url: `https://example.com:${port}/` }))
  expect(await refused).toEqual({ parameter: 'url', message })
})

test('No IPv4 address that is not public, in any mixture of spellings', async () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const address = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  )
  const spell = fc.constantFrom(
    (part: number) => String(part),
    (part: number) => `0x${part.toString(16).padStart(4, '0')}`,
    (part: number) => `0${part.toString(8)}`,
    (part: number) => encodeURIComponent(String(part)).replace(/\d/, (d) => `%3${d}`),
    (part: number) => String(part).replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
  )
  const attack = fc.tuple(
    address,
    fc.tuple(spell, spell, spell, spell),
    fc.integer({ min: 1, max: 4 }),
  )
  await fc.assert(
    fc.asyncProperty(attack, async ([parts, spellings, length]) => {
      // The last of fewer than four parts stands for all that are left.
      const last = parts.slice(length - 1).reduce((sum, part) => sum * 256 + part, 0)
      const short = [...parts.slice(0, length - 1), last]
      const host = short.map((part, index) => spellings[index]?.(part)).join('.')
      expect(await failureOf(fetch({ url: `http://${host}/` }))).toEqual(inside)
    }),
    { numRuns: 500 },
  )
})

test('An allowed host does not open what is not public', async () => {
  const { port, connections } = await canaries()
  const allowedHosts = ['127.0.0.1', 'localhost', '*.localhost']
  for (const host of ['127.0.0.1', 'localhost', 'a.localhost']) {
    const url = `http://${host}:${port}/`
    expect(await failureOf(fetch({ url }, { allowedHosts }))).toEqual(inside)
  }
  expect(connections).toEqual([])
})

test('A port inside that is open, one that is closed, and a name that nobody knows look the same', async () => {
  const open = await canaries()
  const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  const network = { lookup, isPublic: allowing() }
  const failures = [
    await failureOf(fetch({ url: `http://127.0.0.1:${open.port}/` })),
    await failureOf(fetch({ url: 'http://127.0.0.1:1024/' })),
    await failureOf(fetch({ url: 'http://nobody.test/' }, { network })),
  ]
  expect(failures).toEqual([inside, inside, inside])
})
