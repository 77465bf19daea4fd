import { describe, expect, it } from 'vitest'
import { ChatClient } from '../support/chat-client.ts'
import { openChatHouse } from './chat-house.ts'

const hello = { type: 'hello' }

describe('a frame that the contract does not know', () => {
  const long = 'x'.repeat(4001)
  it.each<[string, unknown[], string]>([
    ['a say before hello', [{ type: 'say', id: '1', text: 'Hi' }], 'say: before hello'],
    ['a ping before hello', [{ type: 'ping' }], 'ping: before hello'],
    ['a ping with a field', [hello, { type: 'ping', n: 1 }], 'frame: additionalProperties'],
    ['a second hello', [hello, hello], 'hello: once'],
    ['an unknown type', [{ type: 'shout' }], 'type: enum'],
    ['a type that every object has', [{ type: 'toString' }], 'type: enum'],
    ['no type', [{}], 'type: enum'],
    ['a frame of ours', [{ type: 'welcome' }], 'type: enum'],
    ['null', [null], 'type: enum'],
    ['a number', [7], 'type: enum'],
    ['a list', [[]], 'type: enum'],
    ['an unknown field', [{ type: 'hello', name: 'Eve' }], 'frame: additionalProperties'],
    ['a short token', [{ type: 'hello', token: 'abc' }], 'token: pattern'],
    ['a token that is no text', [{ type: 'hello', token: 7 }], 'token: type'],
    ['a say without a text', [hello, { type: 'say', id: '1' }], 'text: required'],
    ['an empty text', [hello, { type: 'say', id: '1', text: '' }], 'text: minLength'],
    ['too long a text', [hello, { type: 'say', id: '1', text: long }], 'text: maxLength'],
    ['a say without an id', [hello, { type: 'say', text: 'Hi' }], 'id: required'],
    ['an id with a space', [hello, { type: 'say', id: 'a b', text: 'Hi' }], 'id: pattern'],
  ])('ends the connection with 1008 and says why: %s', async (_name, frames, reason) => {
    const { url, gateway } = await openChatHouse()
    const client = await ChatClient.open(url)
    for (const frame of frames) client.send(frame)
    expect(await client.closed).toEqual({ code: 1008, reason })
    expect(gateway.messages).toEqual([])
  })

  it('ends it also when it is no JSON, or binary', async () => {
    const { url } = await openChatHouse()
    const garbled = await ChatClient.open(url)
    garbled.socket.send('{"type":')
    expect(await garbled.closed).toEqual({ code: 1008, reason: 'frame: json' })
    const binary = await ChatClient.open(url)
    binary.socket.send(Buffer.from(JSON.stringify(hello)))
    expect(await binary.closed).toEqual({ code: 1008, reason: 'frame: text' })
  })

  it('ends it with 1009 when it is larger than 64 KiB', async () => {
    const { url } = await openChatHouse()
    const client = await ChatClient.join(url)
    client.send({ type: 'say', id: '1', text: 'x'.repeat(65_536) })
    expect((await client.closed).code).toBe(1009)
  })
})

describe('a frame of ours that breaks the contract', () => {
  it('is not sent: the connection ends with 1011, and the log says why', async () => {
    const { url, gateway, logLines } = await openChatHouse()
    const client = await ChatClient.join(url)
    const userId = client.all('welcome')[0]?.userId ?? ''
    gateway.tell({ ...gateway.message(userId, 'Hi', 'outbound'), id: 'not an id' })
    expect(await client.closed).toEqual({ code: 1011, reason: 'the server failed' })
    expect(client.all('message')).toEqual([])
    expect(logLines.join('')).toContain('"fault":"message.id: pattern"')
  })

  it('is no welcome either', async () => {
    const { url, gateway } = await openChatHouse()
    gateway.shown = { channel: 'webchat', title: 'x'.repeat(81) }
    const client = await ChatClient.open(url)
    client.send(hello)
    expect((await client.closed).code).toBe(1011)
    expect(client.frames).toEqual([])
  })

  it('ends the connection with 1011 also when the history can not be read', async () => {
    const { url, gateway, logLines } = await openChatHouse()
    gateway.gate = Promise.reject(new Error('the disk is gone'))
    gateway.gate.catch(() => undefined)
    const client = await ChatClient.open(url)
    client.send(hello)
    expect((await client.closed).code).toBe(1011)
    expect(logLines.join('')).toContain('the disk is gone')
  })
})
