import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { allowing, failureOf, fetch, listen, rawSite, site } from './set-up.ts'

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'

/** What a server that answers so, and then ends, makes of a call. */
async function told(answer: string | ((socket: Socket) => void)) {
  const { url, network } = await rawSite((socket) => {
    if (typeof answer === 'string') socket.end(answer)
    else answer(socket)
  })
  return await failureOf(fetch({ url }, { network }))
}

const closing = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => {
      resolve()
    })
  })

/** Writes a text again and again, for as long as it is taken. */
const forEver =
  (text: string, first = '') =>
  (socket: Socket) => {
    socket.write(first)
    const more = () => {
      while (!socket.destroyed && socket.write(text.repeat(100)));
    }
    socket.on('drain', more)
    more()
  }

test.each<[string, string | ((socket: Socket) => void), RegExp]>([
  ['nothing', '', /^did not answer \(ECONNRESET\)$/],
  ['a reset', (socket) => socket.resetAndDestroy(), /^did not answer \(ECONNRESET\)$/],
  ['half a head', `${head}X: `, /^did not answer \(ECONNRESET\)$/],
  ['HTTP/0.9', '<html>hello</html>', /^did not answer \(HPE_/],
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', /^did not answer \(HPE_/],
  ['another protocol', '220 mail ESMTP\r\n', /^did not answer \(HPE_/],
  ['TLS', '\x15\x03\x01\x00\x02\x02\x28', /^did not answer \(HPE_/],
  ['HTTP/2', '\0\0\x12\x04\0\0\0\0\0', /^did not answer \(HPE_/],
  ['a wrong header', `${head}A b\r\n\r\nx`, /^did not answer \(HPE_/],
  ['a header with a bare CR', `${head}A: b\rC: d\r\n\r\nx`, /^did not answer \(HPE_/],
  [
    'two lengths',
    `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    /^did not answer \(HPE_/,
  ],
  [
    'a length and chunks',
    `${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
    /^did not answer \(HPE_/,
  ],
  [
    'another protocol as agreed',
    'HTTP/1.1 101 X\r\nUpgrade: a\r\nConnection: upgrade\r\n\r\n',
    /^did not answer as HTTP\/1\.1 asks$/,
  ],
  ['headers for ever', forEver('A: b\r\n', head), /^did not answer \(HPE_HEADER_OVERFLOW\)$/],
  ['one header for ever', forEver('b', `${head}A: `), /^did not answer \(HPE_HEADER_OVERFLOW\)$/],
  ['one line for ever', forEver('HTTP/1.1 200 OK'), /^did not answer \(HPE_/],
  [
    'hints for ever',
    forEver('HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n'),
    /^did not answer as HTTP\/1\.1 asks$/,
  ],
  [
    'too short a body',
    `${head}Content-Length: 10\r\n\r\nabc`,
    /^broke off its answer \(ECONNRESET\)$/,
  ],
  [
    'a reset in its body',
    (socket) =>
      socket.write(`${head}\r\nabc`, () => {
        socket.resetAndDestroy()
      }),
    /^(broke off its|did not) answer \(ECONNRESET\)$/,
  ],
  [
    'broken chunks',
    `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc`,
    /^(broke off its|did not) answer \(/,
  ],
  [
    'chunks without an end',
    `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`,
    /^broke off its answer \(ECONNRESET\)$/,
  ],
  [
    'chunks too short',
    `${head}Transfer-Encoding: chunked\r\n\r\n9\r\nabc\r\n0\r\n\r\n`,
    /^broke off its answer \(/,
  ],
  [
    'the extension of a chunk for ever',
    forEver('a', `${head}Transfer-Encoding: chunked\r\n\r\n1;`),
    /^broke off its answer \(/,
  ],
  [
    'trailers for ever',
    forEver('A: b\r\n', `${head}Transfer-Encoding: chunked\r\n\r\n0\r\n`),
    /^broke off its answer \(/,
  ],
])('A server that answers with %s is told of', async (_kind, answer, message) => {
  const failure = await told(answer)
  expect(failure.parameter).toBe('url')
  expect(failure.message).toMatch(message)
})

test('What comes after the answer is not taken for one', async () => {
  const { url, network } = await rawSite((socket) =>
    socket.end(`${head}Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\nmore`),
  )
  expect(await fetch({ url }, { network })).toMatchObject({ text: 'ok', size: 2 })
})

test('An endless body is cut, and its connection closed', async () => {
  let closed: Promise<void> | undefined
  const { url, network } = await rawSite((socket) => {
    closed = closing(socket)
    forEver('a'.repeat(1000), `${head}\r\n`)(socket)
  })
  const result = await fetch({ url }, { network })
  expect(result).toMatchObject({ size: 2 ** 20, truncated: true })
  await closed
})

test('A body that ends with its connection is whole', async () => {
  const { url, network } = await rawSite((socket) => socket.end(`${head}\r\nabc`))
  const result = await fetch({ url }, { network })
  expect(result).toMatchObject({ text: 'abc' })
  expect(result).not.toHaveProperty('truncated')
})

test.each<[string, (socket: Socket) => void]>([
  ['before it answers', () => undefined],
  ['in its head', (socket) => socket.write(head)],
  ['in its body', (socket) => socket.write(`${head}Content-Length: 9\r\n\r\nabc`)],
])('A server that falls silent %s is given up', async (_when, answer) => {
  let closed: Promise<void> | undefined
  const { url, network } = await rawSite((socket) => {
    closed = closing(socket)
    answer(socket)
  })
  const failure = await failureOf(fetch({ url }, { network: { ...network, idleMs: 200 } }))
  expect(failure).toEqual({ parameter: 'url', message: 'was silent for 0.2 s' })
  await closed
})

test('A server that drips is heard until the caller ends it, which closes the connection', async () => {
  const caller = new AbortController()
  let drops = 0
  let closed: Promise<void> | undefined
  const { url, network } = await rawSite((socket) => {
    closed = closing(socket)
    socket.write(`${head}\r\n`)
    const drip = setInterval(() => {
      socket.write('a')
      // Longer than it may be silent.
      if (++drops === 30) caller.abort(new Error('enough'))
    }, 100)
    socket.on('close', () => {
      clearInterval(drip)
    })
  })
  const call = fetch({ url }, { network: { ...network, idleMs: 2_000 }, signal: caller.signal })
  await expect(call).rejects.toThrow('enough')
  await closed
  expect(drops).toBeGreaterThanOrEqual(30)
})

test('The caller can end a call before it begins, and while a name is looked up', async () => {
  const { url, network } = await site((_req, res) => res.end())
  const reason = new Error('gone')
  const signal = AbortSignal.abort(reason)
  await expect(fetch({ url }, { network, signal })).rejects.toBe(reason)
  const caller = new AbortController()
  const lookup = () => {
    caller.abort(reason)
    return new Promise<never>(() => undefined)
  }
  const call = fetch({ url }, { network: { ...network, lookup }, signal: caller.signal })
  await expect(call).rejects.toBe(reason)
})

test('A name that is not answered for is given up', async () => {
  const lookup = () => new Promise<never>(() => undefined)
  const call = fetch({ url: 'http://slow.test/' }, { network: { lookup, connectMs: 100 } })
  const message = 'could not be reached within 0.1 s'
  expect(await failureOf(call)).toEqual({ parameter: 'url', message })
})

test('A server that is not there is told of, and one of two addresses that is there is found', async () => {
  const closed = createServer()
  const port = await listen(closed)
  closed.close()
  await once(closed, 'close')
  const isPublic = allowing(`127.0.0.1:${port}`, `::1:${port}`)
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  const network = { isPublic, lookup: () => Promise.resolve(addresses) }
  const url = `http://two.test:${port}/`
  expect(await failureOf(fetch({ url }, { network }))).toEqual({
    parameter: 'url',
    message: 'could not be reached (ECONNREFUSED)',
  })
  const server = createServer((socket) => socket.end(`${head}\r\nsix`))
  await listen(server, '::1', port)
  expect(await fetch({ url }, { network })).toMatchObject({ text: 'six' })
})

test('A name server in trouble is told of', async () => {
  const lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' }))
  const failure = await failureOf(fetch({ url: 'http://a.test/' }, { network: { lookup } }))
  expect(failure).toEqual({ parameter: 'url', message: 'could not be looked up; try again' })
})

test('A fault of ours is not blamed on the caller', async () => {
  const lookup = () => Promise.reject(new TypeError('oops'))
  const call = fetch({ url: 'http://a.test/' }, { network: { lookup } })
  await expect(call).rejects.toThrow(TypeError)
})
