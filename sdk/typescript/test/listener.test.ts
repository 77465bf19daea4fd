import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ChatClient } from '../../../test/support/chat-client.ts'
import { runNode } from '../../../test/support/gateway-process.ts'
import { postInbound, support } from '../../../test/support/posting.ts'
import { startTestServer, type TestServer } from '../../../test/support/server.ts'
import { WebhookReceiver } from '../../../test/support/webhook-receiver.ts'
import {
  type Listener,
  type ListenerOptions,
  type OpenClaw,
  UnauthorizedError,
} from '../src/index.ts'
import { clientOf } from './support/house.ts'
import { soon } from './support/reading.ts'

let server: TestServer
let receiver: WebhookReceiver
let claw: OpenClaw

beforeEach(async () => {
  receiver = await WebhookReceiver.start()
  server = await startTestServer({
    config: { ...support(receiver), rateLimits: { enabled: false } },
  })
  claw = clientOf(server.url)
  return async () => {
    await server[Symbol.asyncDispose]()
    await receiver[Symbol.asyncDispose]()
  }
})

/** One that sees what is there already too, until the test is over. */
function listen(options: ListenerOptions = {}): Listener {
  const listener = claw.listen({ after: 0, ...options })
  onTestFinished(async () => {
    listener.close()
    await listener.closed.catch(() => undefined)
  })
  return listener
}

const post = async (...messages: string[]): Promise<void> => {
  for (const message of messages) await postInbound({ server, receiver }, { message })
}

/** What has arrived where the user is. */
const delivered = (): string[] => receiver.deliveries.map(({ body }) => body.message)

const outbound = async (): Promise<string[]> => {
  const { events } = await claw.listEvents({ types: ['message:sent'] })
  return events.flatMap((event) => (event.type === 'message:sent' ? [event.payload.message] : []))
}

describe('A bot', () => {
  it('of five lines answers over a webhook channel, and in the web chat, from now on', async () => {
    await post('before it began')
    let isReady = false
    const client = clientOf(server.url, { hooks: { onResponse: () => (isReady = true) } })
    const listener = client.on('message:received', (message, reply) =>
      reply(`You said: ${message.message}`),
    )
    onTestFinished(() => {
      listener.close()
    })
    await soon(() => isReady).toBe(true)
    await post('Grüße 🦞')
    await soon(delivered).toEqual(['You said: Grüße 🦞'])
    expect(receiver.deliveries[0]).toMatchObject({ verified: true, body: { userId: 'user-1' } })
    await using visitor = await ChatClient.join(server.url)
    await visitor.say('first', 'Hello')
    await soon(() => visitor.texts).toContain('You said: Hello')
  })

  it('that is started again and sees the same events again answers once', async () => {
    await post('one', 'two')
    for (let starts = 0; starts < 3; starts += 1) {
      let seen = 0
      const listener = listen().on('message:received', async ({ message }, reply) => {
        await reply(`${message}, first`)
        await reply(`${message}, second`)
        seen += 1
      })
      await soon(() => seen).toBe(2)
      listener.close()
      await listener.closed
    }
    const answers = ['one, first', 'one, second', 'two, first', 'two, second']
    expect(await outbound()).toEqual(answers)
    await soon(delivered).toEqual(answers)
  })

  it('of two handlers for one message gives both answers', async () => {
    await post('Hi')
    listen()
      .on('message:received', (_message, reply) => reply('from the first'))
      .on('message:received', (_message, reply) => reply('from the second'))
    await soon(outbound).toEqual(['from the first', 'from the second'])
  })
})

describe('Handlers', () => {
  it('are called one after the other, in the order of the events, each with its own', async () => {
    await post(...Array.from({ length: 10 }, (_, n) => `no ${String(n)}`))
    const seen: string[] = []
    listen()
      .on('message:received', async ({ message }, _reply, event) => {
        seen.push(`begin ${message} ${event.type}`)
        await sleep(Math.random() * 10)
        seen.push(`end ${message}`)
      })
      .on('session:created', ({ userId }, event) => seen.push(`${event.type} ${userId}`))
    await soon(() => seen.length).toBe(21)
    const texts = Array.from({ length: 10 }, (_, n) => [
      `begin no ${String(n)} message:received`,
      `end no ${String(n)}`,
    ])
    expect(seen).toEqual(['session:created user-1', ...texts.flat()])
  })

  it('that are set together ask for all their types, and for no others', async () => {
    const urls: string[] = []
    class Told extends WebSocket {
      constructor(url: string) {
        super(url)
        urls.push(url)
      }
    }
    const listener = clientOf(server.url, { WebSocket: Told })
      .listen({ after: 0 })
      .on('session:created', () => undefined)
      .on('message:received', () => undefined)
      .on('message:received', () => undefined)
    onTestFinished(() => {
      listener.close()
    })
    await soon(() => urls).toHaveLength(1)
    expect(new URL(urls[0] ?? '').searchParams.get('types')).toBe(
      'session:created,message:received',
    )
  })
})

describe('A handler', () => {
  it('may be added later, for a type that is there and for another', async () => {
    const seen: string[] = []
    const listener = listen().on('message:received', ({ message }) => seen.push(message))
    await post('one')
    await soon(() => seen).toEqual(['one'])
    listener.on('message:received', () => seen.push('second'))
    await post('two')
    await soon(() => seen).toEqual(['one', 'two', 'second'])
    listener.on('session:created', ({ userId }) => seen.push(userId))
    await postInbound({ server, receiver }, { message: 'three', userId: 'user-2' })
    await soon(() => seen).toEqual(['one', 'two', 'second', 'user-2', 'three', 'second'])
  })

  it('is followed by the position, which is where to begin the next time', async () => {
    await post('one', 'two')
    const seen: (string | number)[] = []
    const listener = listen({ onPosition: (id) => seen.push(id) })
    listener.on('message:received', async ({ message }) => {
      await sleep(5)
      seen.push(message)
    })
    await soon(() => seen.length).toBe(4)
    const [, first, , second] = seen
    expect(seen).toEqual(['one', first, 'two', second])
    listener.close()
    await post('three')
    const later: string[] = []
    listen({ after: Number(second) }).on('message:received', ({ message }) => later.push(message))
    await soon(() => later).toEqual(['three'])
  })
})

describe('A handler that throws', () => {
  const failing = (listener: Listener, seen: string[]): Listener =>
    listener.on('message:received', async ({ message }) => {
      seen.push(message)
      await Promise.resolve()
      if (message === 'one') throw new Error('It broke.')
    })

  it('is told to onError, and the next event comes', async () => {
    await post('one', 'two')
    const seen: string[] = []
    const errors: unknown[] = []
    failing(listen({ onError: (error) => errors.push(error) }), seen)
    await soon(() => seen).toEqual(['one', 'two'])
    expect(errors).toEqual([new Error('It broke.')])
  })

  it('is told to the logger, or to the console where there is none', async () => {
    await post('one', 'two')
    const logged: unknown[] = []
    const silent = () => undefined
    const error = (...all: unknown[]) => logged.push(all)
    claw = clientOf(server.url, { logger: { debug: silent, info: silent, warn: silent, error } })
    const onConsole = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => {
      onConsole.mockRestore()
    })
    const seen: string[] = []
    failing(listen(), seen)
    await soon(() => seen).toEqual(['one', 'two'])
    const told = [
      'events: a handler failed',
      { error: new Error('It broke.'), event: expect.any(Number) as number },
    ]
    expect(logged).toEqual([told])
    expect(onConsole).not.toHaveBeenCalled()
    claw = clientOf(server.url)
    failing(listen(), seen)
    await soon(() => seen).toHaveLength(4)
    expect(onConsole.mock.calls).toEqual([told])
  })
})

describe('A listener', () => {
  it('that is closed deals with the event at work to its end, and with no other', async () => {
    await post('one', 'two')
    const seen: (string | number)[] = []
    const listener = listen({ onPosition: () => seen.push('position') })
    listener.on('message:received', async ({ message }) => {
      listener.close()
      await sleep(50)
      seen.push(message)
    })
    const { closed } = listener
    await closed
    expect(seen).toEqual(['one', 'position'])
    expect(listener.isClosed).toBe(true)
  })

  it('is closed by a signal, and never begins with one that is aborted', async () => {
    const stop = new AbortController()
    const seen: string[] = []
    const listener = listen({ signal: stop.signal })
    listener.on('message:received', ({ message }) => seen.push(message))
    await post('one')
    await soon(() => seen).toEqual(['one'])
    stop.abort()
    await listener.closed
    let asked = 0
    const late = clientOf(server.url, { hooks: { onRequest: () => (asked += 1) } })
      .listen({ signal: stop.signal })
      .on('message:received', ({ message }) => seen.push(message))
    await late.closed
    expect(asked).toBe(0)
    expect(seen).toEqual(['one'])
  })

  it('of the client is another one after it was closed', async () => {
    const first = claw.on('message:received', () => undefined)
    expect(claw.on('session:created', () => undefined)).toBe(first)
    first.close()
    const second = claw.on('message:received', () => undefined)
    onTestFinished(() => {
      second.close()
    })
    expect(second).not.toBe(first)
    await first.closed
  })
})

describe('A listener', () => {
  it('that the gateway refuses says so in `closed`, and is then closed', async () => {
    const bot = clientOf(server.url, { token: 'wrong' })
    const listener = bot.on('message:received', () => undefined)
    await expect(listener.closed).rejects.toBeInstanceOf(UnauthorizedError)
    expect(listener.isClosed).toBe(true)
  })

  it('that the gateway refuses ends a process in which nobody looks', async () => {
    const script = join(import.meta.dirname, 'support/refused-bot.ts')
    const { code, stderr } = await runNode([script, server.url]).ended
    expect(code).toBe(1)
    expect(stderr).toContain('UnauthorizedError')
  })

  it('whose position can not be kept ends with that', async () => {
    await post('one', 'two')
    const seen: string[] = []
    const onPosition = () => Promise.reject(new Error('The disk is full.'))
    const listener = listen({ onPosition })
    listener.on('message:received', ({ message }) => seen.push(message))
    await expect(listener.closed).rejects.toThrow('The disk is full.')
    expect(seen).toEqual(['one'])
  })
})
