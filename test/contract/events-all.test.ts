import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventTypes } from '../../src/generated/events.ts'
import type { ChatFrame } from '../../src/generated/chat.ts'
import { answer, ChatClient } from '../support/chat-client.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { StreamClient } from '../support/stream-client.ts'
import { contractMessages, faultsOf, judgeFrame, takeFaults } from './frames.ts'
import type { ContractMessage, Direction } from './frames-setup.ts'

const directions = Object.entries(contractMessages) as [
  Direction,
  Record<string, ContractMessage>,
][]
const examples = directions.flatMap(([direction, messages]) =>
  Object.entries(messages).flatMap(([name, message]) =>
    message.examples.map((example) => ({ direction, name, example: example as object })),
  ),
)

describe('the judge of frames', () => {
  it('has an example of every message of both sockets', () => {
    const shown = new Set(examples.map(({ direction, name }) => `${direction} ${name}`))
    const all = directions.flatMap(([direction, messages]) =>
      Object.keys(messages).map((name) => `${direction} ${name}`),
    )
    expect([...shown]).toEqual(all)
    expect(all).toHaveLength(eventTypes.length + 3 + 5)
  })

  it.each(examples)('takes the example of $name, and nothing near it', (given) => {
    const { direction, name, example } = given
    const faults = (frame: object): string[] => faultsOf(direction, JSON.stringify(frame))
    expect(faults(example)).toEqual([])
    expect(faults({ ...example, more: 1 })).toEqual([`${name} must NOT have additional properties`])
    for (const key of Object.keys(example).filter((field) => field !== 'type')) {
      expect(faults({ ...example, [key]: null }), key).not.toEqual([])
    }
    const other = { ...example, type: 'shout' }
    expect(faults(other)).toEqual(['type "shout" is not documented'])
    expect(faultsOf(direction, '{"type":')).toEqual(['no JSON'])
  })

  it('keeps what is wrong until the test ends, which then fails', () => {
    judgeFrame('answerVisitor', '{"type":"pong"}')
    judgeFrame('answerVisitor', '{"type":"pong","n":1}')
    expect(takeFaults()).toEqual([
      'answerVisitor: pong must NOT have additional properties\n  {"type":"pong","n":1}',
    ])
  })
})

describe('a real server', () => {
  let server: TestServer
  let stream: StreamClient

  beforeAll(async () => {
    server = await startTestServer({
      config: { channels: { webchat: { type: 'webchat', maxPerMinute: 1 } } },
    })
    stream = await StreamClient.open(server.url, { after: 0 })
  })

  afterAll(async () => {
    await stream[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  const seen = (): string[] => [...new Set(stream.events.map(({ type }) => type))]

  async function post(path: string, json: object): Promise<{ id: string }> {
    const response = await server.fetch(path, { json })
    expect(response.ok).toBe(true)
    return (await response.json()) as { id: string }
  }

  /** A visitor asks, and is answered; their second message is refused. */
  async function converse(visitor: ChatClient): Promise<void> {
    const { userId } = await visitor.welcome()
    await visitor.say('one', 'Is anybody there?')
    await visitor.say('two', 'Hello?')
    visitor.send({ type: 'ping' })
    await answer(server, userId, 'We are here.')
    await expect.poll(() => visitor.texts).toEqual(['Is anybody there?', 'We are here.'])
    await expect.poll(() => visitor.all('pong').length).toBe(1)
  }

  it('sends every frame of the web chat, each as the contract has it', async () => {
    await using visitor = await ChatClient.join(server.url)
    await converse(visitor)
    const types = new Set<ChatFrame['type']>(visitor.frames.map(({ type }) => type))
    expect([...types].sort()).toEqual(Object.keys(contractMessages.answerVisitor).sort())
  })

  it('sends every event, each as the contract has it', async () => {
    await using visitor = await ChatClient.join(server.url)
    await converse(visitor)
    await post('/api/tools/list/invoke', { params: {} })
    const action = { type: 'tool', tool: 'read', params: { path: 'nothing' } }
    const schedule = { cron: '0 7 * * *' }
    const { id } = await post('/api/cron', { name: 'broken', schedule, action })
    await post(`/api/cron/${id}/run`, {})
    await expect.poll(seen, { timeout: 10_000 }).toHaveLength(eventTypes.length)
    expect(seen().sort()).toEqual([...eventTypes].sort())
    expect(Object.keys(contractMessages.watchEvents).sort()).toEqual([...eventTypes].sort())
  })
})
