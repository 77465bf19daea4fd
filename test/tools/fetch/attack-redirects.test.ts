import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { isPublicAddress } from '../../../src/tools/fetch/addresses.ts'
import { canaries, failureOf, fetch, listen, site } from './set-up.ts'

const inside = 'leads to no host on the public internet'

test.each([
  ['http://127.0.0.1:PORT/', inside],
  ['//127.0.0.1:PORT/', inside],
  ['\\\\127.0.0.1:PORT\\', inside],
  ['http:\\\\127.0.0.1:PORT', inside],
  ['http://[::1]:PORT/', inside],
  ['http://[::ffff:7f00:1]:PORT/', inside],
  ['http://2130706433:PORT/', inside],
  ['http://0x7f.1:PORT/', inside],
  ['http://0177.1:PORT/', inside],
  ['http://%31%32%37.1:PORT/', inside],
  ['http://0:PORT/', inside],
  ['http://１２７.０.０.１:PORT/', inside],
  ['http://127。0。0。1:PORT/', inside],
  ['http://localhost:PORT/', inside],
  ['https://localhost:PORT/', inside],
  ['https://127.0.0.1:PORT/', inside],
  ['http://169.254.169.254/latest/meta-data/', inside],
  ['http://metadata.google.internal/', inside],
  ['http://[fd00:ec2::254]/', inside],
  ['http://10.0.0.1/', inside],
  ['file:///etc/passwd', 'is not an http or https URL'],
  ['gopher://127.0.0.1:PORT/', 'is not an http or https URL'],
  ['data:text/plain,secret', 'is not an http or https URL'],
  ['http://a:b@127.0.0.1:PORT/', 'holds a user name or a password'],
  ['http://example.com:25/', 'uses port 25, which is not for HTTP'],
])('A redirect to %s is not followed', async (location, reason) => {
  const { port, connections } = await canaries()
  const bytes = Buffer.from(location.replace('PORT', String(port))).toString('latin1')
  for (const status of [301, 302, 303, 307, 308]) {
    const { url, network } = await site((_req, res) =>
      res.writeHead(status, { location: bytes }).end(),
    )
    const failure = await failureOf(fetch({ url, method: 'POST', body: 'x' }, { network }))
    expect(failure.parameter).toBe('url')
    expect(failure.message).toMatch(/^redirects to [a-z]+:\S*, which /)
    expect(failure.message).toContain(`, which ${reason}`)
    expect(failure.message).not.toContain('a:b')
  }
  expect(connections).toEqual([])
})

test('A redirect to what has no meaning is told', async () => {
  const { url, network } = await site((_req, res) =>
    res.writeHead(302, { location: 'http://[::1%25lo]/' }).end(),
  )
  const message = 'redirects to something that is not a URL'
  expect(await failureOf(fetch({ url }, { network }))).toEqual({ parameter: 'url', message })
})

test('The last of many redirects is checked as the first one', async () => {
  const { port, connections } = await canaries()
  const { url, network } = await site((req, res) => {
    const step = Number(req.url?.slice(1))
    const location = step === 4 ? `http://127.0.0.1:${port}/` : `/${step + 1}`
    res.writeHead(302, { location }).end()
  })
  const { message } = await failureOf(fetch({ url }, { network }))
  expect(message).toBe(`redirects to http://127.0.0.1:${port}, which ${inside}`)
  expect(connections).toEqual([])
})

test('A redirect away from the allowed hosts is not followed', async () => {
  const { url, port, network } = await site((_req, res) =>
    res.writeHead(302, { location: `http://other.test:${port}/` }).end(),
  )
  const failure = await failureOf(fetch({ url }, { network, allowedHosts: ['site.test'] }))
  expect(failure.message).toBe(
    `redirects to http://other.test:${port}, which leads to a host that tools.fetch.allowedHosts does not name`,
  )
})

test('A connection that ends up elsewhere than was looked up gets not a byte', async () => {
  const received: Buffer[] = []
  const closed: Promise<unknown>[] = []
  const server = createServer((socket) => {
    socket.on('data', (chunk) => received.push(chunk))
    closed.push(once(socket, 'close'))
  })
  const port = await listen(server)
  for (const scheme of ['http', 'https']) {
    let checks = 0
    const network = {
      lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      // As a host table, a proxy of the network or a fault of ours could make it: right when it is looked up, not when it is connected.
      isPublic: (address: string) => ++checks === 1 || isPublicAddress(address),
    }
    const failure = await failureOf(fetch({ url: `${scheme}://moved.test:${port}/` }, { network }))
    expect(failure).toEqual({ parameter: 'url', message: inside })
  }
  await Promise.all(closed)
  expect(closed).toHaveLength(2)
  expect(Buffer.concat(received)).toHaveLength(0)
})

test('A proxy that the environment names is not asked', async () => {
  const proxy = await canaries()
  const { url, port } = await site((_req, res) => res.end('direct'))
  const tool = new URL('../../../src/tools/built-in/fetch.ts', import.meta.url).href
  const script = `
    const { fetchTool } = await import(${JSON.stringify(tool)})
    const network = { lookup: async () => [{ address: '127.0.0.1', family: 4 }], isPublic: () => true }
    const tool = fetchTool({ allowedHosts: () => undefined, network })
    const { text } = await tool.run({ url: ${JSON.stringify(url)} }, { signal: new AbortController().signal })
    process.stdout.write(text)`
  const address = `http://127.0.0.1:${proxy.port}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      http_proxy: address,
      ALL_PROXY: address,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(await text(child.stdout)).toBe('direct')
  expect(port).not.toBe(proxy.port)
  expect(proxy.connections).toEqual([])
})
