import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { SendMessageRequest, ToolParams } from '../../src/generated/types.ts'
import { addressOf, bearerToken } from '../../src/http/auth.ts'
import { serve, startOptions } from '../support/child.ts'
import { openHouse } from '../support/house.ts'
import { listen } from '../support/listen.ts'

/** The same gateway behind `node:http` and routes told apart by hand: what no framework can go below. Tokens are checked. */
const { folder } = startOptions as { folder: string }
const { authenticator, gateway } = await openHouse(folder)

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    send(response, 500, { error: String(error) })
  })
})
serve(await listen(server))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', search = ''] = (request.url ?? '').split('?')
  if (request.method === 'GET' && path === '/health') {
    send(response, 200, await gateway.health())
    return
  }
  const caller = authenticator.identify(bearerToken(request), addressOf(request, false))
  if (caller === undefined) {
    send(response, 401, { error: 'Missing or invalid token.' })
    return
  }
  const tool = /^\/api\/tools\/([^/]+)\/invoke$/.exec(path)?.[1]
  if (request.method === 'GET' && path === '/api/sessions') {
    const limit = Number(new URLSearchParams(search).get('limit') ?? 50)
    send(response, 200, await gateway.sessions.list({ limit }))
  } else if (request.method === 'POST' && path === '/api/messages') {
    const body = (await json(request)) as SendMessageRequest
    const { message } = await gateway.messages.send(body, { caller })
    send(response, 202, message, { Location: `/api/messages/${message.id}` })
  } else if (request.method === 'POST' && tool !== undefined) {
    const { params } = (await json(request)) as { params: ToolParams }
    const { signal } = new AbortController()
    send(response, 200, await gateway.tools.invoke(tool, params, { caller, signal }))
  } else send(response, 404, { error: 'Not found.' })
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body)
  response
    .writeHead(status, {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text)
}
