import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { type Exchange, HttpMcpServer, openStream, openWeb, rpc, sendJson } from './http-server.ts'
import { failureOf, text } from './setting.ts'

const stillWorks = async ({ house }: Awaited<ReturnType<typeof openWeb>>) => {
  await house.ready('web.ok')
  await until(async () => {
    expect(await house.call('web.ok')).toEqual(text('ok'))
  })
}

test('The headers of the configuration come with each request', async () => {
  const { server, house } = await openWeb({
    session: 'one',
    onGet: (_, response) => {
      openStream(response)
    },
  })
  await house.ready('web.ok')
  await house.call('web.ok')
  await until(() => {
    expect(server.count('GET')).toBe(1)
  })
  await house.servers.stop(AbortSignal.timeout(5000))
  expect(server.count('DELETE')).toBe(1)
  const tokens = new Set(server.requests.map(({ headers }) => headers.authorization))
  expect(tokens).toEqual(new Set(['Bearer hunter2']))
})

test.each([301, 302, 303, 307, 308])(
  'A redirect %i to another origin is not followed, and gets no headers',
  async (status) => {
    const elsewhere = await HttpMcpServer.open({})
    const location = `${elsewhere.origin}/mcp`
    const { house } = await openWeb({
      onRequest: (_, response) => {
        response.writeHead(status, { location }).end('x'.repeat(1_000_000))
        return true
      },
    })
    expect(await house.fault()).toMatch(
      `answered with HTTP ${status}, a redirect that is not followed. Check tools.mcpServers.web.url.`,
    )
    expect(elsewhere.requests).toEqual([])
  },
)

test.each([
  [401, 'It answered with HTTP 401. Check tools.mcpServers.web.headers.'],
  [404, 'It answered with HTTP 404. Check tools.mcpServers.web.url.'],
  [503, 'It answered with HTTP 503.'],
])(
  'A server that answers with HTTP %i is told as a fault once, without secrets',
  async (status, reason) => {
    const { house, server } = await openWeb({
      onRequest: (_, response) => {
        response.writeHead(status).end('hunter2'.repeat(100_000))
        return true
      },
    })
    expect(await house.fault()).toBe(reason)
    await until(() => {
      expect(server.count('POST')).toBeGreaterThan(3)
    })
    expect(house.faults).toHaveLength(1)
    expect(JSON.stringify([house.faults, house.logLines])).not.toContain('hunter2')
  },
)

test('What is no server of MCP is told as a fault', async () => {
  const { house } = await openWeb({
    onRequest: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
      return true
    },
  })
  expect(await house.fault()).toMatch('It did not answer as a server of MCP does.')
})

const eight = 8 * 1024 * 1024

test.each<[string, (exchange: Exchange) => void]>([
  [
    'as JSON',
    (exchange) => {
      sendJson(exchange, rpc(exchange.message.id, text('x'.repeat(eight))))
    },
  ],
  [
    'packed',
    ({ response, message }) => {
      const packed = gzipSync(rpc(message.id, text('x'.repeat(20 * eight))))
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
      response.writeHead(200, headers).end(packed)
    },
  ],
  [
    'as an event that never ends',
    ({ response }) => {
      openStream(response)
      const more = () => {
        while (response.write(`data: ${'x'.repeat(1000)}\n`.repeat(100)));
        response.once('drain', more)
      }
      more()
    },
  ],
])('A message that is too large, %s, ends the connection and its calls', async (_, large) => {
  const setting = await openWeb({ answers: { large, never: () => undefined } })
  await setting.house.ready('web.large')
  const waiting = failureOf(setting.house.call('web.never'))
  const failure = await failureOf(setting.house.call('web.large'))
  expect(failure).toMatchObject({ kind: 'unavailable' })
  expect(await waiting).toMatchObject({ kind: 'unavailable' })
  expect(await setting.house.fault()).toMatch('It sent a message larger than 8 MiB.')
  await stillWorks(setting)
})

test('A flood of events ends the connection', async () => {
  const setting = await openWeb({
    answers: {
      flood: ({ response }) => {
        openStream(response)
        const more = () => {
          while (response.write('data: {}\r\n\r\n'.repeat(1000)));
          response.once('drain', more)
        }
        more()
      },
    },
  })
  await setting.house.ready('web.flood')
  await failureOf(setting.house.call('web.flood'))
  expect(await setting.house.fault()).toMatch('It sends more messages than can be read.')
  await stillWorks(setting)
})

test('A stream may be longer than a message may be', async () => {
  const part = {
    jsonrpc: '2.0',
    method: 'notifications/message',
    params: { data: 'x'.repeat(eight / 8) },
  }
  const { house } = await openWeb({
    answers: {
      long: ({ response, message }) => {
        openStream(response)
        for (let i = 0; i < 12; i += 1) response.write(`data: ${JSON.stringify(part)}\r\n\r\n`)
        response.end(`data: ${rpc(message.id, text('done'))}\n\n`)
      },
    },
  })
  await house.ready('web.long')
  expect(await house.call('web.long')).toEqual(text('done'))
})

test.each<[string, (exchange: Exchange) => void]>([
  [
    'a stream that ends',
    ({ response }) => {
      openStream(response)
      response.end()
    },
  ],
  [
    'a stream that breaks',
    ({ response }) => {
      openStream(response)
      response.write('data: {"jsonrpc"')
      setImmediate(() => response.destroy())
    },
  ],
  ['nothing', ({ response }) => response.writeHead(202).end()],
  [
    'garbage in a stream',
    ({ response }) => {
      openStream(response)
      response.end('data: hello\n\ndata: {"id": 1}\n\n')
    },
  ],
  [
    'an answer to something else',
    (exchange) => {
      sendJson(exchange, rpc(424242, text('no')))
    },
  ],
  [
    'garbage',
    (exchange) => {
      sendJson(exchange, 'hello')
    },
  ],
  ['an error of HTTP', ({ response }) => response.writeHead(500).end('hunter2')],
  ['a closed connection', ({ response }) => response.destroy()],
])('A call that gets %s fails soon, and the server stays connected', async (_, spoilt) => {
  const { house } = await openWeb({ answers: { spoilt } })
  await house.ready('web.spoilt')
  const failure = await failureOf(house.call('web.spoilt'))
  expect(failure).toMatchObject({ kind: 'unavailable' })
  expect(failure.message).not.toContain('hunter2')
  expect(await house.call('web.ok')).toEqual(text('ok'))
  expect(house.faults).toEqual([])
})
