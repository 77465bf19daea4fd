import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createListener, refuse } from '../../src/http/listener.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { createLogRecord } from '../support/channel-context.ts'
import { type Answer, expectError, parseAnswer } from '../support/http.ts'

/** A connection from both its ends. */
async function connection(server: ReturnType<typeof createServer>) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const connected = once(server, 'connection') as Promise<[Socket]>
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [socket] = await connected
  onTestFinished(() => void client.destroy())
  return { client, socket }
}

/** What a client is told that is refused so, and the log. */
async function refusal(error: unknown): Promise<{ answer: Answer; logged: string[] }> {
  const { log, lines } = createLogRecord()
  const { client, socket } = await connection(createServer())
  refuse(socket, error, log)
  return { answer: parseAnswer(await text(client)), logged: lines }
}

test('the cause of a refusal that is our fault is in the log, under the id of the answer', async () => {
  const { answer, logged } = await refusal(new Error('canary'))
  expectError(answer, { status: 500, code: 'INTERNAL_ERROR' })
  expect(answer.body).not.toContain('canary')
  const [line = '{}', ...more] = logged
  expect(more).toEqual([])
  expect(line).toContain('canary')
  expect(JSON.parse(line)).toMatchObject({
    level: 50,
    requestId: answer.headers.get('x-request-id'),
  })
})

test('one that is not is not', async () => {
  const { answer, logged } = await refusal(new GatewayError('forbidden', 'No.'))
  expectError(answer, { status: 403, code: 'FORBIDDEN' })
  expect(logged).toEqual([])
})

const timeout = Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })

test('a request that does not arrive in time', async () => {
  const server = createListener(() => undefined)
  expect(server.requestTimeout).toBe(60_000)
  const { client, socket } = await connection(server)
  server.emit('clientError', timeout, socket)
  const answer = parseAnswer(await text(client))
  const { details } = expectError(answer, { status: 408, code: 'INVALID_REQUEST' })
  expect(details.issues).toEqual([
    { field: 'request', rule: 'timeout', message: 'did not arrive in time' },
  ])
})

test('a connection that is gone gets no answer', async () => {
  const server = createListener(() => undefined)
  const { client, socket } = await connection(server)
  server.emit('clientError', Object.assign(new Error('gone'), { code: 'ECONNRESET' }), socket)
  expect(await text(client)).toBe('')
  expect(socket.destroyed).toBe(true)
})
