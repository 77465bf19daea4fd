import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContract } from '../../scripts/generate/contract.ts'
import type { OperationId } from '../../src/generated/operations.ts'
import { Judge } from './judge.ts'
import { type Judgement, openPrism, type PrismProxy } from './prism/proxy.ts'

let answer: (reply: ServerResponse) => void
let judgements: Judgement[] = []
let prism: PrismProxy

beforeAll(async () => {
  const wrong = createServer((_request, reply) => {
    answer(reply)
  })
  wrong.listen(0, '127.0.0.1')
  await once(wrong, 'listening')
  const { port } = wrong.address() as AddressInfo
  prism = await openPrism(`http://127.0.0.1:${port}`, (found) => judgements.push(found))
})

afterAll(() => prism[Symbol.asyncDispose]())

interface Reply {
  status?: number
  type?: string
  body?: unknown
  headers?: Record<string, string>
}

const named = { 'x-request-id': '01KAM3J5X7' }

/** What Prism says when a server answers so. */
async function judged(path: string, reply: Reply, init: RequestInit = {}): Promise<string[]> {
  const { status = 200, type = 'application/json', body, headers = named } = reply
  answer = (to) =>
    to
      .writeHead(status, { 'content-type': type, ...headers })
      .end(body === undefined ? '' : JSON.stringify(body))
  judgements = []
  const response = await fetch(prism.url + path, { redirect: 'manual', ...init })
  expect(response.status).toBe(status)
  await response.arrayBuffer()
  return judgements.flatMap(({ violations }) => violations)
}

const status = {
  gateway: 'running',
  channels: { support: 'connected' },
  channelReasons: {},
  sessions: 0,
  memory: { used: 1, total: 2 },
}

describe("Prism's judgement of a server that answers wrongly", () => {
  it('lets a right answer pass, and says whose it was', async () => {
    expect(await judged('/api/status', { body: status })).toEqual([])
    expect(judgements).toEqual([{ operation: 'getStatus', status: 200, violations: [] }])
  })

  it.each<[string, Reply, RegExp]>([
    ['a wrong type', { body: { ...status, sessions: '0' } }, /sessions must be integer/],
    ['a foreign value', { body: { ...status, gateway: 'walking' } }, /one of the allowed values/],
    ['a missing field', { body: { ...status, memory: { used: 1 } } }, /required property 'total'/],
    ['a field more', { body: { ...status, more: 1 } }, /additional properties; found 'more'/],
    ['an undocumented status', { status: 418, body: status }, /returned status code/],
    ['an undocumented success', { status: 201, body: status }, /returned status code/],
    ['another content type', { type: 'text/html', body: status }, /media type "text\/html"/],
    ['no body', {}, /must be object/],
    ['a missing header', { body: status, headers: {} }, /required property 'x-request-id'/],
    [
      'a wrong header',
      { body: status, headers: { ...named, 'ratelimit-limit': 'many' } },
      /ratelimit-limit must be integer/i,
    ],
  ])('finds %s', async (_name, reply, violation) => {
    expect(await judged('/api/status', reply)).toContainEqual(expect.stringMatching(violation))
  })

  it('has nothing to say of what is no operation', async () => {
    expect(await judged('/api/nothing', { body: 7 })).toEqual([])
    expect(await judged('/api/status', { body: 7 }, { method: 'HEAD' })).toEqual([])
    expect(judgements).toEqual([])
  })
})

it("sees a wrong body of each operation's each answer: it passes over a schema that it can not compile", async () => {
  const { openapi } = await readContract()
  const judge = await Judge.open()
  for (const [path, item] of Object.entries(openapi.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!('operationId' in operation)) continue
      const operationId = operation.operationId as OperationId
      const init = { method: method.toUpperCase() }
      for (const [code, { content }] of Object.entries(judge.responsesOf(operationId))) {
        if (content === undefined) continue
        const [type = ''] = Object.keys(content)
        // Text is a wrong answer only where an object is documented.
        if (type !== 'application/json') continue
        const concrete = path.replaceAll(/\{\w+\}/g, 'name')
        const found = await judged(concrete, { status: Number(code), body: 7 }, init)
        expect(found, `${operationId} ${code}`).toContain('Response body must be object')
      }
    }
  }
})
