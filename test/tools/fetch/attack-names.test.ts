import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { nameServer, type Zone } from './name-server.ts'
import { allowing, canaries, canary, failureOf, fetch, listenOnBoth } from './set-up.ts'

type Loopback = '127.0.0.1' | '::1'

const inside = { parameter: 'url', message: 'leads to no host on the public internet' }
const somewhere = '93.184.215.14'
const somewhere6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c'

test.each<[string, Zone]>([
  ['loopback', { addresses: ['127.0.0.1'] }],
  ['loopback in IPv6', { addresses: ['::1'] }],
  ['both loopbacks', { addresses: ['127.0.0.1', '::1'] }],
  ['another loopback', { addresses: ['127.9.9.9'] }],
  ['unspecified', { addresses: ['0.0.0.0'] }],
  ['unspecified in IPv6', { addresses: ['::'] }],
  ['mapped loopback', { addresses: ['::ffff:7f00:1'] }],
  ['compatible loopback', { addresses: ['::7f00:1'] }],
  ['translated loopback', { addresses: ['64:ff9b::7f00:1'] }],
  ['6to4 loopback', { addresses: ['2002:7f00:1::1'] }],
  ['private', { addresses: ['10.0.0.1'] }],
  ['unique-local', { addresses: ['fd12::1'] }],
  ['metadata', { addresses: ['169.254.169.254'] }],
  ['metadata in IPv6', { addresses: ['fd00:ec2::254'] }],
  ['metadata of Azure', { addresses: ['168.63.129.16'] }],
  ['public, then private', { addresses: [somewhere, '127.0.0.1'] }],
  ['private, then public', { addresses: ['127.0.0.1', somewhere] }],
  ['public in IPv4, private in IPv6', { addresses: [somewhere, '::1'] }],
  ['public in IPv6, private in IPv4', { addresses: ['127.0.0.1', somewhere6] }],
  ['many public, one private', { addresses: [...Array<string>(20).fill(somewhere), '10.1.1.1'] }],
  ['a name for loopback', { cname: 'inside.test', addresses: ['127.0.0.1'] }],
  ['a name for localhost', { cname: 'localhost', addresses: ['127.0.0.1', '::1'] }],
  ['a name for nothing', { cname: 'nothing.test' }],
  ['nothing', {}],
])('A name that is answered with %s leads nowhere', async (_kind, zone) => {
  const { port, connections } = await canaries()
  const { lookup, queries } = await nameServer(() => zone)
  for (const scheme of ['http', 'https']) {
    const call = fetch({ url: `${scheme}://evil.test:${port}/` }, { network: { lookup } })
    expect(await failureOf(call)).toEqual(inside)
  }
  expect(queries).toHaveLength(4)
  expect(connections).toEqual([])
})

test.each([
  'localhost',
  'LOCALHOST.',
  'a.localhost',
  'printer.local',
  'metadata.google.internal',
  'internal',
  'nas.home.arpa',
])('Nobody is asked for %s, which only means something inside', async (name) => {
  const { lookup, queries } = await nameServer(() => ({ addresses: [somewhere] }))
  expect(await failureOf(fetch({ url: `http://${name}/` }, { network: { lookup } }))).toEqual(
    inside,
  )
  expect(queries).toEqual([])
})

/** A name whose first look-up, of both types, gives one address, and every later one another: behind that is a canary. */
async function rebinding(from: Loopback, to: Loopback) {
  const server = () =>
    createServer((req, res) => {
      if (req.url === '/redirect') res.writeHead(302, { location: '/' })
      res.end('public')
    })
  const connections: string[] = []
  const servers = { [from]: server, [to]: canary(connections) }
  const port = await listenOnBoth(servers as Record<Loopback, typeof server>)
  let asked = 0
  const { lookup, queries } = await nameServer(() => ({ addresses: [++asked > 2 ? to : from] }))
  const network = { lookup, isPublic: allowing(`${from}:${port}`) }
  const visit = (path: string) => fetch({ url: `http://rebind.test:${port}${path}` }, { network })
  return { visit, connections, queries }
}

const both: [Loopback, Loopback][] = [
  ['127.0.0.1', '::1'],
  ['::1', '127.0.0.1'],
]

test.each(both)(
  'Bound from %s to %s between check and connect, a name leads where it was checked, and then nowhere',
  async (from, to) => {
    const { visit, connections, queries } = await rebinding(from, to)
    expect(await visit('/')).toMatchObject({ status: 200, text: 'public' })
    expect(queries).toHaveLength(2)
    expect(await failureOf(visit('/'))).toEqual(inside)
    expect(queries).toHaveLength(4)
    expect(connections).toEqual([])
  },
)

test.each(both)('Bound from %s to %s before a redirect, it is refused', async (from, to) => {
  const { visit, connections } = await rebinding(from, to)
  const { parameter, message } = await failureOf(visit('/redirect'))
  expect(parameter).toBe('url')
  expect(message).toMatch(/^redirects to http:\/\/rebind\.test:\d+, which leads to no host/)
  expect(connections).toEqual([])
})
