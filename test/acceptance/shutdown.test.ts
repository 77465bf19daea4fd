import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { createConnection } from 'node:net'
import { json } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { support } from '../support/posting.ts'
import { gatewayToken } from '../support/server.ts'
import { StreamClient } from '../support/stream-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { ask, startGateway } from './gateway.ts'

const body = (userId: string) => JSON.stringify({ channel: 'support', userId, message: 'Hello' })
const type = { 'content-type': 'application/json' }
/** For a start on a busy machine. */
const patience = { timeout: 10_000 }

/** Posts a message for this user, which is accepted. */
async function send(url: string, userId: string): Promise<Message> {
  const response = await ask(`${url}/api/messages`, {
    method: 'POST',
    headers: type,
    body: body(userId),
  })
  expect(response.status).toBe(202)
  return (await response.json()) as Message
}

/** Posts the same, but holds the second half of it back until `finish`. */
function sendHalf(url: string, userId: string) {
  const text = body(userId)
  const length = String(Buffer.byteLength(text))
  const headers = { ...type, 'content-length': length, authorization: `Bearer ${gatewayToken}` }
  const posting: ClientRequest = request(`${url}/api/messages`, { method: 'POST', headers })
  const answered = once(posting, 'response') as Promise<[IncomingMessage]>
  posting.write(text.slice(0, 10))
  return {
    finish: async (): Promise<Message> => {
      posting.end(text.slice(10))
      const [response] = await answered
      expect(response.statusCode).toBe(202)
      return (await json(response)) as Message
    },
  }
}

const takesConnections = async (url: string): Promise<boolean> => {
  const { hostname, port } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port) })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

const statusOf = async (url: string, { id }: Message): Promise<string> => {
  const response = await ask(`${url}/api/messages/${id}`)
  return ((await response.json()) as Message).status
}

describe.each(['SIGTERM', 'SIGINT'] as const)('a gateway that is told to end by %s', (signal) => {
  it('takes nothing new, finishes what it is doing, says goodbye, and ends with 0', async () => {
    await using receiver = await WebhookReceiver.start()
    const folder = await temporaryFolder()
    const gateway = await startGateway(folder, { config: support(receiver) })
    const { url } = gateway
    const types = 'session:created,message:received,message:sent'
    const watcher = await StreamClient.open(url, { types })
    const half = sendHalf(url, 'user-1')
    // Its answer tells that the connection before it, too, has arrived.
    await ask(`${url}/api/status`)

    gateway.kill(signal)
    await expect.poll(() => takesConnections(url)).toBe(false)
    const message = await half.finish()
    expect(await watcher.closed).toEqual({ code: 1001, reason: 'the server is stopping' })
    expect(watcher.events[0]).toMatchObject({
      type: 'session:created',
      payload: { id: message.sessionId },
    })
    expect(await gateway.ended).toEqual({ code: 0, signal: null })

    const next = await startGateway(folder, { config: support(receiver) })
    await expect.poll(() => statusOf(next.url, message), patience).toBe('sent')
    expect(receiver.deliveries.map(({ body: { id } }) => id)).toEqual([message.id])
  })

  it('leaves to its successor, at the deadline, what a channel does not take', async () => {
    await using receiver = await WebhookReceiver.start()
    receiver.reply('hang')
    const folder = await temporaryFolder()
    // One that is told "later" would not come again within this test.
    const config = { ...support(receiver), delivery: { retryDelays: [3_600] } }
    const gateway = await startGateway(folder, { config })
    const stuck = await send(gateway.url, 'user-1')
    const behind = await send(gateway.url, 'user-1')
    await expect.poll(() => receiver.deliveries.length).toBe(1)
    expect(await statusOf(gateway.url, stuck)).toBe('sending')

    gateway.kill(signal)
    expect(await gateway.ended).toEqual({ code: 0, signal: null })

    const next = await startGateway(folder, { config })
    await expect.poll(() => statusOf(next.url, behind), patience).toBe('sent')
    expect(await statusOf(next.url, stuck)).toBe('sent')
    const delivered = receiver.deliveries.map(({ body: { id } }) => id)
    expect(delivered).toEqual([stuck.id, stuck.id, behind.id])
  })
})
