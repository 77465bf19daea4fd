import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { type Exchange, openStream, openWeb, rpc, sendJson } from './http-server.ts'
import { failureOf, text } from './setting.ts'

test('A stream that the server breaks off is gone on with where it was', async () => {
  let call: number | undefined
  const { house } = await openWeb({
    answers: {
      resumed: ({ response, message }) => {
        call = message.id
        openStream(response)
        response.end('id: 7\nretry: 600\ndata:\n\n')
      },
    },
    onGet: (request, response) => {
      openStream(response)
      if (request.headers['last-event-id'] !== '7') return
      response.end(`id: 8\ndata: ${rpc(call, text('at last'))}\n\n`)
    },
  })
  await house.ready('web.resumed')
  expect(await house.call('web.resumed')).toEqual(text('at last'))
})

test('A call whose stream can not be gone on with fails', async () => {
  const { house } = await openWeb({
    answers: {
      broken: ({ response }) => {
        openStream(response)
        response.end('id: 7\nretry: 1\ndata:\n\n')
      },
    },
    onGet: (request, response) => {
      if (request.headers['last-event-id'] === undefined) openStream(response)
      else response.writeHead(400).end()
    },
  })
  await house.ready('web.broken')
  const failure = await failureOf(house.call('web.broken'))
  expect(failure.message).toBe('The MCP server "web" went away during the call.')
  expect(await house.call('web.ok')).toEqual(text('ok'))
})

test('A stream that ends again and again is not opened faster and faster', async () => {
  const { house, server } = await openWeb({
    onGet: (_, response) => {
      openStream(response)
      response.end('id: 1\nretry: 0\ndata:\n\n')
    },
  })
  await house.ready('web.ok')
  const times = await until(() => {
    const gets = server.requests.filter(({ method }) => method === 'GET')
    expect(gets).toHaveLength(4)
    return gets.map(({ at }) => at)
  })
  // Waits of at least half of 250, 500 and 1,000 ms.
  expect((times[3] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(870)
  expect(await house.call('web.ok')).toEqual(text('ok'))
  expect(house.faults).toEqual([])
})

test('A call that is cancelled closes its stream, and the server is told', async () => {
  let closed = false
  const { house, server } = await openWeb({
    answers: {
      never: ({ response }) => {
        openStream(response)
        response.write('id: 1\ndata:\n\n')
        response.on('close', () => (closed = true))
      },
    },
  })
  await house.ready('web.never')
  const caller = new AbortController()
  const call = house.call('web.never', {}, caller.signal)
  await until(() => {
    expect(server.requests.map(({ rpc }) => rpc)).toContain('tools/call')
  })
  caller.abort(new Error('gone'))
  await expect(call).rejects.toThrow()
  await until(() => {
    expect(closed).toBe(true)
    expect(server.requests.map(({ rpc }) => rpc)).toContain('notifications/cancelled')
  })
  expect(await house.call('web.ok')).toEqual(text('ok'))
})

test('A server that has lost its sessions is connected to anew', async () => {
  const { house, server } = await openWeb({ session: 'one' }, { stableMs: 0 })
  await house.ready('web.ok')
  server.behaviour = {
    ...server.behaviour,
    session: 'two',
    onRequest: ({ headers }, response) => {
      const isOld = headers['mcp-session-id'] === 'one'
      if (isOld) response.writeHead(404).end()
      return isOld
    },
  }
  const failure = await failureOf(house.call('web.ok'))
  expect(failure.message).toBe('The MCP server "web" refused the call with HTTP 404.')
  await until(async () => {
    expect(await house.call('web.ok')).toEqual(text('ok'))
  })
  expect(server.requests.at(-1)?.headers['mcp-session-id']).toBe('two')
})

test('A server that hangs is noticed, and connected to again when it does not any more', async () => {
  const { house, server } = await openWeb({}, { pingMs: 100 })
  await house.ready('web.ok')
  const { behaviour } = server
  server.behaviour = { ...behaviour, onRequest: () => true }
  expect(await house.away('web.ok')).toMatch(/It has not answered a ping for/)
  server.behaviour = behaviour
  await house.servers.stop(AbortSignal.timeout(500))
})

test('A server that can not be asked any more is away, without waiting for the next ping', async () => {
  const { house, server } = await openWeb({})
  await house.ready('web.ok')
  server.drop()
  expect(await failureOf(house.call('web.ok'))).toMatchObject({ kind: 'unavailable' })
  expect(await house.away('web.ok')).toMatch(/^Nothing answers at/)
})

test('A server whose streams break is asked at once whether it is there', async () => {
  const never = ({ response }: Exchange) => {
    openStream(response)
  }
  const { house, server } = await openWeb({ answers: { never } })
  await house.ready('web.never')
  const call = failureOf(house.call('web.never'))
  await until(() => {
    expect(server.requests.map(({ rpc }) => rpc)).toContain('tools/call')
  })
  server.drop()
  expect((await call).message).toBe('The MCP server "web" went away during the call.')
  expect(await house.away('web.ok')).toMatch(/^Nothing answers at/)
})

test('A ping over a connection that the server has just closed is made again', async () => {
  let pings = 0
  const ping = (exchange: Exchange) => {
    pings += 1
    if (pings === 1) exchange.response.destroy()
    else sendJson(exchange, rpc(exchange.message.id, {}))
  }
  const { house } = await openWeb({ answers: { ping } }, { pingMs: 1_000 })
  await house.ready('web.ok')
  await until(() => {
    expect(pings).toBeGreaterThan(2)
  })
  expect(house.faults).toEqual([])
})
