import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { InternalServerError, OpenClaw, Page, type Session } from '../src/index.ts'
import type { House } from './peers/gateways.ts'
import { clientOf } from './support/house.ts'
import { openPeer, type Remote } from './support/peer.ts'
import { failure, openScriptedClient } from './support/scripted.ts'

const users = 5

let server: Remote<House>
let all: Session[]
beforeAll(async () => {
  server = await openPeer('house')
  await server.receiveMany(0, users)
  all = (await clientOf(server.url).sessions.list({ limit: 100 })).items
})
afterAll(() => server[Symbol.asyncDispose]())

/** A client that remembers the queries of its requests. */
function open(): { claw: OpenClaw; queries: string[] } {
  const queries: string[] = []
  const onRequest = ({ url }: { url: string }): void => {
    queries.push(new URL(url).search)
  }
  return { claw: clientOf(server.url, { hooks: { onRequest } }), queries }
}

describe('the sessions of a server', () => {
  it('come one after the other, fetched as they are needed', async () => {
    const { claw, queries } = open()
    const seen: Session[] = []
    const requests: number[] = []
    for await (const session of claw.sessions.list({ channel: 'support', limit: 2 })) {
      seen.push(session)
      requests.push(queries.length)
    }
    expect(all).toHaveLength(users)
    expect(seen).toEqual(all)
    expect(requests).toEqual([1, 1, 2, 2, 3])
    expect(queries).toHaveLength(3)
    expect(queries[0]).toBe('?channel=support&limit=2')
    for (const query of queries.slice(1)) {
      expect(query).toMatch(/^\?channel=support&limit=2&cursor=.+/)
    }
  })

  it('come in pages', async () => {
    const { claw, queries } = open()
    const sizes: number[] = []
    for await (const page of claw.sessions.list({ limit: 2 }).pages()) {
      expect(page).toBeInstanceOf(Page)
      expect(page.body.sessions).toEqual(page.items)
      sizes.push(page.items.length)
    }
    expect(sizes).toEqual([2, 2, 1])
    expect(queries).toHaveLength(3)
  })

  it('come page by page for those who ask', async () => {
    const { claw, queries } = open()
    const first = await claw.sessions.list({ limit: 3 })
    expect(first.items).toEqual(all.slice(0, 3))
    expect(first.nextCursor).toBe(first.body.nextCursor)
    expect(queries).toHaveLength(1)
    const second = await first.nextPage()
    expect(second?.items).toEqual(all.slice(3))
    expect(second?.nextCursor).toBeUndefined()
    expect(await second?.nextPage()).toBeUndefined()
    expect(queries).toHaveLength(2)
  })

  it('go on from a cursor that was kept', async () => {
    const { claw } = open()
    const { nextCursor = '' } = await claw.sessions.list({ limit: 2 })
    const rest: Session[] = []
    for await (const session of claw.sessions.list({ cursor: nextCursor })) rest.push(session)
    expect(rest).toEqual(all.slice(2))
  })
})

describe('the sessions of a server, as they are needed,', () => {
  it('are not asked for any more after a break', async () => {
    const { claw, queries } = open()
    for await (const session of claw.sessions.list({ limit: 2 })) {
      expect(session).toEqual(all[0])
      break
    }
    expect(queries).toHaveLength(1)
    for await (const page of claw.sessions.list({ limit: 2 }).pages()) {
      expect(page.items).toHaveLength(2)
      break
    }
    // What a request would take to be seen.
    await claw.status()
    expect(queries).toHaveLength(3)
  })

  it('come with what is around the answer', async () => {
    const { claw } = open()
    const { data, response, requestId } = await claw.sessions.list({ limit: 2 }).withResponse()
    expect(data.items).toEqual(all.slice(0, 2))
    expect(response.status).toBe(200)
    expect(requestId).toBe(response.headers.get('x-request-id'))
    const rest: Session[] = []
    for await (const session of data) rest.push(session)
    expect(rest).toEqual(all)
  })

  it('have messages in pages too, in the order of the server', async () => {
    const { claw, queries } = open()
    const id = all[0]?.id ?? ''
    const seen: string[] = []
    for await (const { sessionId } of claw.sessions.messages(id, { limit: 1 })) seen.push(sessionId)
    expect(seen).toEqual([id])
    expect(queries).toEqual(['?limit=1'])
  })
})

describe('a list', () => {
  const first = { body: { sessions: [{ id: 'one' }], nextCursor: 'more' } }

  it('whose second page fails gives the first, then the error', async () => {
    const broken = failure(500, 'INTERNAL_ERROR')
    const { claw, requests } = await openScriptedClient(
      { steps: [first, broken] },
      { maxRetries: 0 },
    )
    const seen: string[] = []
    const reading = (async () => {
      for await (const { id } of claw.sessions.list()) seen.push(id)
    })()
    await expect(reading).rejects.toBeInstanceOf(InternalServerError)
    expect(seen).toEqual(['one'])
    expect(await requests()).toHaveLength(2)
  })

  it('whose second page fails once goes on', async () => {
    const broken = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '1' } })
    const last = { body: { sessions: [{ id: 'two' }] } }
    const { claw, requests } = await openScriptedClient({ steps: [first, broken, last] })
    const seen: string[] = []
    for await (const { id } of claw.sessions.list()) seen.push(id)
    expect(seen).toEqual(['one', 'two'])
    expect((await requests()).map(({ path }) => path)).toEqual([
      '/api/sessions',
      '/api/sessions?cursor=more',
      '/api/sessions?cursor=more',
    ])
  })

  it('may have an empty page in its middle', async () => {
    const empty = { body: { sessions: [], nextCursor: 'still more' } }
    const last = { body: { sessions: [{ id: 'two' }] } }
    const { claw } = await openScriptedClient({ steps: [first, empty, last] })
    const seen: string[] = []
    for await (const { id } of claw.sessions.list()) seen.push(id)
    expect(seen).toEqual(['one', 'two'])
  })

  it('takes the options of its call to each page', async () => {
    const last = { body: { sessions: [] } }
    const { claw, requests } = await openScriptedClient({ steps: [first, last] })
    const options = { headers: { 'x-tenant': 'call' } }
    for await (const { id } of claw.sessions.list({}, options)) expect(id).toBe('one')
    expect((await requests()).map(({ headers }) => headers['x-tenant'])).toEqual(['call', 'call'])
  })
})
