import { describe, expect, it } from 'vitest'
import type { LiveConfigOptions } from '../../../src/config/live-config.ts'
import type { ConfigPatch } from '../../../src/generated/types.ts'
import { GatewayError } from '../../../src/kernel/errors.ts'
import { errorOf } from '../../support/http.ts'
import { startTestServer } from '../../support/server.ts'
import { freshDatabase, openTestStore } from '../../support/stores.ts'
import { troubled } from '../../support/troubled-store.ts'
import { caller, change, configOf, faultOf, keptIn, openConfig, patchOver } from './setting.ts'

const many = 20

/** Each changes another key of the same object, so that none may overwrite another. */
const patchOf = (index: number): ConfigPatch => ({
  tools: { exec: { environment: { [`KEY_${index}`]: `value-${index}` } } },
})

const all = Array.from({ length: many }, (_, index) => index)
const allKeys = all.map((index) => `KEY_${index}`).sort()

describe('patches at once over HTTP', () => {
  const config = { rateLimits: { enabled: false } }

  it('are all kept without If-Match', async () => {
    await using server = await startTestServer({ config })
    const answers = await Promise.all(all.map((index) => patchOver(server, patchOf(index))))
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200))
    expect(Object.keys((await configOf(server)).tools.exec.environment).sort()).toEqual(allKeys)
    const etags = new Set(answers.map(({ headers }) => headers.get('etag')))
    expect(etags.size).toBe(many)
  })

  it('are one with the If-Match of one state, and the others are told why not', async () => {
    await using server = await startTestServer({ config })
    await change(server, { logging: { level: 'warn' } })
    const etag = (await server.fetch('/api/config')).headers.get('etag') ?? ''
    const answers = await Promise.all(
      all.map((index) => patchOver(server, patchOf(index), { 'if-match': etag })),
    )
    const [taken, ...others] = answers.toSorted((a, b) => a.status - b.status)
    expect(taken?.status).toBe(200)
    for (const other of others) {
      const { details } = await errorOf(other, { status: 409, code: 'INVALID_REQUEST' })
      expect(details.issues).toMatchObject([{ field: 'header.if-match', rule: 'etag' }])
    }
    const { environment } = (await configOf(server)).tools.exec
    const { tools } = (await taken?.json()) as { tools: { exec: { environment: object } } }
    expect(Object.keys(environment)).toHaveLength(1)
    expect(environment).toEqual(tools.exec.environment)
  })
})

it('take turns on one gateway: none is tried twice, and each is told on top of the one before', async () => {
  const store = await openTestStore()
  let writes = 0
  const beforeWrite = (): Promise<void> => {
    writes += 1
    return Promise.resolve()
  }
  const { live } = await openConfig({ store: troubled(store, { beforeWrite }) })
  writes = 0
  const sizes: number[] = []
  live.onChange(({ tools }) => sizes.push(Object.keys(tools.exec.environment).length))
  await Promise.all(all.map((index) => live.update(patchOf(index), { caller })))
  expect(writes).toBe(many)
  expect(sizes).toEqual(all.map((index) => index + 1))
  expect(Object.keys(live.current.tools.exec.environment).sort()).toEqual(allKeys)
})

describe('two gateways on one PostgreSQL database', () => {
  it('keep each of the patches that come to both at once', async () => {
    const database = await freshDatabase('postgres')
    const one = await openConfig({ store: await database.open() })
    const other = await openConfig({ store: await database.open() })
    const settled = await Promise.all(
      all.map(async (index) => {
        const { live } = index % 2 === 0 ? one : other
        // So many at once may be too many for one of them: then it says so, and is asked again.
        for (;;) {
          const outcome = await live.update(patchOf(index), { caller }).then(
            () => 'taken',
            (error: unknown) => error,
          )
          if (outcome === 'taken') return outcome
          expect(outcome).toMatchObject({ kind: 'unavailable' })
        }
      }),
    )
    expect(settled).toHaveLength(many)
    for (const { live } of [one, other]) {
      await live.refresh()
      expect(Object.keys(live.current.tools.exec.environment).sort()).toEqual(allKeys)
    }
    expect(one.live.get()).toEqual(other.live.get())
    const reopened = await openConfig({ store: await database.open() })
    expect(reopened.live.get()).toEqual(one.live.get())
  })

  it('take one of the patches that were made for the same state', async () => {
    const database = await freshDatabase('postgres')
    const one = await openConfig({ store: await database.open() })
    const other = await openConfig({ store: await database.open() })
    const ifMatch = one.live.get().etag
    const outcomes = await Promise.all(
      all.map((index) =>
        (index % 2 === 0 ? one : other).live.update(patchOf(index), { caller, ifMatch }).then(
          () => 'taken',
          (error: unknown) => (error instanceof GatewayError ? error.kind : 'something else'),
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(many - 1)
  })

  it('try again, on top of it, when the other was faster', async () => {
    const { slow, fast, seen } = await racing(1)
    await slow.live.update(patchOf(0), { caller })
    const { exec } = slow.live.current.tools
    expect(Object.keys(exec.environment)).toEqual(['KEY_100', 'KEY_0'])
    // It was live for a moment, was put back, and became live on top of the other's.
    expect(seen).toEqual([['KEY_0'], [], ['KEY_100', 'KEY_0']])
    await fast.live.refresh()
    expect(fast.live.get()).toEqual(slow.live.get())
  })

  it('give up when the other is faster each time, with all as the other left it', async () => {
    const { slow, fast, store } = await racing(Infinity)
    const { kind } = await faultOf(slow.live.update(patchOf(0), { caller }))
    expect(kind).toBe('unavailable')
    expect(Object.keys(slow.live.current.tools.exec.environment)).toEqual([])
    expect(await keptIn(store)).not.toContain('KEY_0"')
    await slow.live.refresh()
    expect(slow.live.get()).toEqual(fast.live.get())
    expect(Object.keys(fast.live.current.tools.exec.environment)).toHaveLength(5)
  })

  it('refuse what was made for a state that the other has changed meanwhile', async () => {
    const { slow } = await racing(1)
    const ifMatch = slow.live.get().etag
    const { kind, details } = await faultOf(slow.live.update(patchOf(0), { caller, ifMatch }))
    expect({ kind, field: details.issues?.[0]?.field }).toEqual({
      kind: 'conflict',
      field: 'header.if-match',
    })
    expect(slow.live.current.tools.exec.environment).toEqual({})
  })
})

/** Two of which one, each time it is about to keep a patch, is overtaken by the other. */
async function racing(times: number) {
  const database = await freshDatabase('postgres')
  const store = await database.open()
  const fast = await openConfig({ store: await database.open() })
  let overtaken = 0
  const overtaking: LiveConfigOptions['store'] = {
    read: (work) => store.read(work),
    write: async (work) => {
      if (overtaken < times) {
        overtaken += 1
        await fast.live.update(patchOf(99 + overtaken), { caller })
      }
      return store.write(work)
    },
  }
  const slow = await openConfig({ store: { ...store, ...overtaking } })
  const seen: string[][] = []
  slow.live.onChange(({ tools }) => seen.push(Object.keys(tools.exec.environment)))
  return { slow, fast, store, seen }
}
