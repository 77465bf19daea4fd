import { describe, expect, test } from 'vitest'
import { type Handler, ok } from '../../src/handlers/handler.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { openHouse } from '../support/house.ts'
import { errorOf } from '../support/http.ts'
import { gatewayToken } from '../support/server.ts'

const internal = { status: 500, code: 'INTERNAL_ERROR' }
const unsaid = {
  code: 'INTERNAL_ERROR',
  message: 'Something went wrong on the server.',
  details: {},
}

interface LogLine {
  level: number
  msg: string
  requestId?: string
  err?: { message: string; stack: string }
}

const right = {
  gateway: 'running',
  channels: { support: 'connected' },
  channelReasons: {},
  sessions: 1,
  memory: { used: 1, total: 2 },
}

/** Asks for the status of a gateway whose handler answers so. @returns the answer, and what the log says of it */
async function ask(handler: () => unknown): Promise<{ response: Response; logged: LogLine[] }> {
  const { url, lines } = await openHouse('getStatus', handler as Handler<'getStatus'>)
  const headers = { authorization: `Bearer ${gatewayToken}` }
  const response = await fetch(`${url}/api/status`, { headers })
  const requestId = response.headers.get('x-request-id') ?? 'none'
  const logged = lines
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => line.requestId === requestId && line.level >= 50)
  return { response, logged }
}

test('a right answer passes', async () => {
  const { response, logged } = await ask(() => ({ status: 200, body: right }))
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(right)
  expect(logged).toEqual([])
})

describe('an answer that breaks our own contract', () => {
  test.each<[string, { status: number; body: unknown }, RegExp]>([
    [
      'lacks a field',
      { status: 200, body: { ...right, memory: { used: 1 } } },
      /response\.memory\.total: /,
    ],
    ['has one more', { status: 200, body: { ...right, more: 'canary' } }, /response\.more: /],
    [
      'has a wrong type',
      { status: 200, body: { ...right, sessions: 'canary' } },
      /response\.sessions: /,
    ],
    ['is no integer', { status: 200, body: { ...right, sessions: 1.5 } }, /response\.sessions: /],
    [
      'has an unknown word',
      { status: 200, body: { ...right, channels: { support: 'canary' } } },
      /response\.channels\.support: /,
    ],
    [
      'has a reason that is none',
      { status: 200, body: { ...right, channelReasons: { support: 1 } } },
      /response\.channelReasons\.support: /,
    ],
    [
      'has a name that is none',
      { status: 200, body: { ...right, channels: { 'A b': 'connected' } } },
      /channels/,
    ],
    ['is a list', { status: 200, body: ['canary'] }, /object/],
    ['is text', { status: 200, body: 'canary' }, /object/],
    ['is empty', { status: 200, body: undefined }, /body required/],
    ['has an undocumented status', { status: 201, body: right }, /201/],
  ])('%s', async (_name, reply, reason) => {
    const { response, logged } = await ask(() => reply)
    const error = await errorOf(response, internal)
    expect(error).toEqual(unsaid)
    expect(logged.map(({ msg }) => msg)).toEqual(['request failed'])
    const { err } = logged[0] ?? {}
    expect(err?.stack).toContain('the answer of getStatus breaks the contract')
    expect(err?.stack).toMatch(reason)
    expect(JSON.stringify(logged)).not.toContain('canary')
  })

  test('a time that is none', async () => {
    const session = { id: 'session-1', channel: 'a', userId: 'b', messageCount: 1 }
    const handler = () => ({ status: 200, body: { ...session, lastActivity: 'yesterday' } })
    const { url, lines } = await openHouse(
      'getSession',
      handler as unknown as Handler<'getSession'>,
    )
    const headers = { authorization: `Bearer ${gatewayToken}` }
    const response = await fetch(`${url}/api/sessions/session-1`, { headers })
    expect(await errorOf(response, internal)).toEqual(unsaid)
    expect(lines.join('')).toContain('date-time')
  })
})

describe('a handler that throws', () => {
  test.each<[string, unknown, RegExp]>([
    ['an error', new Error('canary: the disk is gone'), /canary: the disk is gone/],
    ['a fault of ours', new TypeError('canary is undefined'), /canary is undefined/],
    ['no error at all', 'canary', /canary/],
    [
      'an internal one with its cause',
      new GatewayError('internal', 'Something went wrong on the server.', {
        cause: new Error('canary behind'),
      }),
      /canary behind/,
    ],
    [
      'what looks like an answer of a parser',
      Object.assign(new Error('canary'), { status: 404 }),
      /canary/,
    ],
  ])('%s', async (_name, thrown, cause) => {
    const { response, logged } = await ask(() => {
      throw thrown
    })
    const error = await errorOf(response, internal)
    expect(error).toEqual(unsaid)
    expect(logged.map(({ msg }) => msg)).toEqual(['request failed'])
    expect(JSON.stringify(logged)).toMatch(cause)
  })

  test('an unavailable store is a 503, with its cause in the log alone', async () => {
    const { response, logged } = await ask(() => {
      throw new GatewayError('unavailable', 'The store is not available.', {
        cause: new Error('canary'),
      })
    })
    const error = await errorOf(response, { status: 503, code: 'INTERNAL_ERROR' })
    expect(error).toEqual({
      code: 'INTERNAL_ERROR',
      message: 'The store is not available.',
      details: {},
    })
    expect(JSON.stringify(logged)).toContain('canary')
  })

  test('an error of the caller is not logged as a failure', async () => {
    const { response, logged } = await ask(() => {
      throw new GatewayError('forbidden', 'Not for you.')
    })
    await errorOf(response, { status: 403, code: 'FORBIDDEN' })
    expect(logged).toEqual([])
  })

  test('an error that the operation does not document is a fault of ours', async () => {
    const { response, logged } = await ask(() => {
      throw new GatewayError('notFound', 'There is no status.')
    })
    expect(await errorOf(response, internal)).toEqual(unsaid)
    expect(JSON.stringify(logged)).toMatch(/getStatus does not document 404.*There is no status/)
  })
})

test('the server goes on after each', async () => {
  let calls = 0
  const { url } = await openHouse('getHealth', () => {
    calls += 1
    if (calls < 3) throw new Error('not yet')
    return ok({ status: 'ok', version: '1', uptime: 1 })
  })
  const ask = async (): Promise<number> => (await fetch(`${url}/health`)).status
  expect([await ask(), await ask(), await ask()]).toEqual([500, 500, 200])
})
