import { afterAll, expect, test } from 'vitest'
import { chatExample } from '../../scripts/mock/examples.ts'
import { startMock } from '../../scripts/mock/server.ts'
import { chatFrameValidators } from '../../src/generated/chat.ts'
import { ChatClient } from '../support/chat-client.ts'

const mock = await startMock({ host: '127.0.0.1', port: 0 })
afterAll(() => mock.close())

/** Nothing came that the contract does not have. */
function expectValid({ frames }: ChatClient): void {
  for (const frame of frames) {
    const validate = chatFrameValidators[frame.type]
    expect({ frame, valid: validate(frame) }).toEqual({ frame, valid: true })
  }
}

test('a new visitor is welcomed, heard and answered from the examples', async () => {
  await using visitor = await ChatClient.join(mock.url)
  const welcome = await visitor.welcome()
  expect(welcome).toMatchObject({ title: chatExample('welcome').title, messages: [] })
  const accepted = await visitor.say('one', 'Hello')
  expect(accepted).toMatchObject({ type: 'accepted', id: 'one' })
  await expect.poll(() => visitor.texts).toEqual(['Hello', chatExample('message').message.text])
  visitor.send({ type: 'ping' })
  await expect.poll(() => visitor.all('pong').length).toBe(1)
  expect(await visitor.say('one', 'Hello')).toEqual(accepted)
  expectValid(visitor)
  await using again = await ChatClient.join(mock.url, welcome.token)
  expect((await again.welcome()).messages.map(({ text }) => text)).toEqual(visitor.texts)
})

test('the token of the example finds its conversation', async () => {
  const { token, messages } = chatExample('welcome')
  await using visitor = await ChatClient.join(mock.url, token)
  expect(await visitor.welcome()).toMatchObject({ token, messages })
  expectValid(visitor)
})

test('/refused is refused as in the example', async () => {
  await using visitor = await ChatClient.join(mock.url)
  expect(await visitor.say('a', '/refused')).toEqual({ ...chatExample('refused'), id: 'a' })
  expectValid(visitor)
})

test.each<[string, unknown, string]>([
  ['something before hello', { type: 'say', id: 'a', text: 'b' }, 'say: before hello'],
  ['an unknown frame', { type: 'shout' }, 'type: enum'],
  ['a wrong token', { type: 'hello', token: 'short' }, 'token: pattern'],
])('%s ends the connection', async (_name, frame, reason) => {
  await using client = await ChatClient.open(mock.url)
  client.send(frame)
  expect(await client.closed).toEqual({ code: 1008, reason })
})

test('ends as is preferred', async () => {
  const codes = await Promise.all(
    [1001, 1008, 1011, 1013].map(async (code) => {
      const client = await ChatClient.open(mock.url, { path: `/chat/ws?__code=${code}` })
      return (await client.closed).code
    }),
  )
  expect(codes).toEqual([1001, 1008, 1011, 1013])
})
