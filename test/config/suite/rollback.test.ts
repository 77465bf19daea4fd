import { describe, expect, it } from 'vitest'
import type { LiveConfigOptions } from '../../../src/config/live-config.ts'
import type { LoadedConfig } from '../../../src/config/load-config.ts'
import type { Config } from '../../../src/generated/types.ts'
import { conflict, GatewayError, invalid } from '../../../src/kernel/errors.ts'
import { openTestStore } from '../../support/stores.ts'
import { outage, troubled } from '../../support/troubled-store.ts'
import { caller, faultOf, keptIn, openConfig, type TestConfig } from './setting.ts'

const patch = { logging: { level: 'debug' }, delivery: { retryDelays: [1] } }

/** Three parts that follow, of which one throws while the level is `debug`. */
function threeParts({ live }: TestConfig, failing: number, error: unknown) {
  const told: string[] = []
  const having = ['info', 'info', 'info']
  for (const part of [0, 1, 2]) {
    live.onChange(({ logging }, previous) => {
      told.push(`${part}: ${previous.logging.level} → ${logging.level}`)
      having[part] = logging.level
      if (part === failing && logging.level === 'debug') throw error
    })
  }
  return { told, having }
}

const places = [
  ['first', 0],
  ['middle', 1],
  ['last', 2],
] as const

describe('when a part can not apply a change', () => {
  it.each(places)('as the %s one, all go back to what they had, in reverse', async (_, failing) => {
    const opened = await openConfig()
    const { live, store } = opened
    await live.update({ tools: { timeoutSeconds: 5 } }, { caller })
    const before = { current: live.current, state: live.get(), kept: await keptIn(store) }
    const { told, having } = threeParts(opened, failing, new Error('too hot'))
    await faultOf(live.update(patch, { caller }))

    const forth = [0, 1, 2].slice(0, failing + 1).map((part) => `${part}: info → debug`)
    const back = [2, 1, 0].map((part) => `${part}: debug → info`)
    expect(told).toEqual([...forth, ...back])
    expect(having).toEqual(['info', 'info', 'info'])
    expect(live.current).toBe(before.current)
    expect(live.get()).toEqual(before.state)
    expect(await keptIn(store)).toBe(before.kept)
    expect((await openConfig({ store })).live.get()).toEqual(before.state)
    // The next one is applied as if this one had never come.
    await live.update({ logging: { level: 'warn' } }, { caller })
    expect(having).toEqual(['warn', 'warn', 'warn'])
    expect(live.current.delivery.retryDelays).toHaveLength(6)
  })

  it('the rest goes back also where one can not', async () => {
    const opened = await openConfig()
    const { having } = threeParts(opened, 2, new Error('too hot'))
    opened.live.onChange(({ logging }) => {
      if (logging.level === 'info') throw new Error('stuck')
    })
    await faultOf(opened.live.update(patch, { caller }))
    expect(having).toEqual(['info', 'info', 'info'])
    expect(opened.lines.filter((line) => line.includes('could not go back'))).toHaveLength(1)
  })

  it('what it says to the caller reaches the caller, as fields of the patch', async () => {
    const opened = await openConfig()
    const message = 'there are too many'
    const error = invalid({ field: 'channels.a.url', rule: 'reach', message })
    threeParts(opened, 1, error)
    const { kind, details } = await faultOf(opened.live.update(patch, { caller }))
    expect(kind).toBe('invalid')
    expect(details.issues).toEqual([{ field: 'body.channels.a.url', rule: 'reach', message }])
  })

  it('and what has no fields reaches the caller as it is', async () => {
    const opened = await openConfig()
    const error = new GatewayError('unavailable', 'The chat is over.')
    threeParts(opened, 1, error)
    expect(await faultOf(opened.live.update(patch, { caller }))).toBe(error)
  })

  it('and anything else is a fault of ours, of which the cause is not told', async () => {
    const opened = await openConfig()
    const cause = new TypeError('token hunter2 is not iterable')
    threeParts(opened, 1, cause)
    const fault = await faultOf(opened.live.update(patch, { caller }))
    expect(fault.kind).toBe('internal')
    expect(fault.cause).toBe(cause)
    expect(JSON.stringify([fault.message, fault.details])).not.toContain('hunter2')
    expect(opened.lines.join('')).toContain('put back as it was')
  })
})

describe('when the store can not keep a change', () => {
  it('it is put back, and the caller may try again', async () => {
    const { hook, begin } = outage()
    const store = await openTestStore()
    const opened = await openConfig({ store: troubled(store, { beforeWrite: hook }) })
    const before = opened.live.get()
    const { told, having } = threeParts(opened, -1, undefined)
    begin(1)
    const { kind } = await faultOf(opened.live.update(patch, { caller }))
    expect(kind).toBe('unavailable')
    expect(told.slice(3)).toEqual([2, 1, 0].map((part) => `${part}: debug → info`))
    expect(having).toEqual(['info', 'info', 'info'])
    expect(opened.live.get()).toEqual(before)
    expect(await keptIn(store)).toBeUndefined()

    await opened.live.update(patch, { caller })
    expect(having).toEqual(['debug', 'debug', 'debug'])
    expect(await keptIn(store)).toContain('debug')
  })
})

describe('when a part can not apply what was changed elsewhere', () => {
  const refusing = (error: unknown) => (config: Config) => {
    if (config.logging.level === 'debug') throw error
  }

  const loaded = (level: string): Promise<LoadedConfig> => {
    const base = { file: '/etc/openclaw.yaml', layer: { logging: { level } } }
    return Promise.resolve({ base, config: {} as Config, gatewayToken: undefined })
  }

  it('a changed file is not taken over, which is told, until it can be', async () => {
    const { live, lines } = await openConfig()
    const before = live.get()
    const problems: string[] = []
    live.onProblem((problem) => problems.push(problem))
    live.onChange(refusing(new Error('hunter2')))
    expect(await live.reload(() => loaded('debug'))).toBe(true)
    expect(await live.reload(() => loaded('debug'))).toBe(true)
    expect(live.get()).toEqual(before)
    expect(problems).toHaveLength(1)
    expect(live.problem?.message).toBe(problems[0])
    expect(live.problem?.message).not.toContain('hunter2')
    expect(lines.filter((line) => line.includes('was not taken over'))).toHaveLength(1)
    // Patches go on top of the file that holds, not of the refused one.
    await live.update({ tools: { timeoutSeconds: 5 } }, { caller })
    expect(live.current.logging.level).toBe('info')

    expect(await live.reload(() => loaded('warn'))).toBe(true)
    expect(live.current).toMatchObject({ logging: { level: 'warn' }, tools: { timeoutSeconds: 5 } })
    expect(live.problem).toBeUndefined()
  })

  it('what another gateway kept is not taken over, which is logged once', async () => {
    const store = await openTestStore()
    const one = await openConfig({ store })
    const other = await openConfig({ store })
    const before = other.live.get()
    other.live.onChange(refusing(conflict({ field: 'body', rule: 'full', message: 'is full' })))
    await one.live.update(patch, { caller })
    for (let look = 0; look < 3; look += 1) await other.live.refresh()
    expect(other.live.get()).toEqual(before)
    const said = other.lines.filter((line) => line.includes('could not be taken over'))
    expect(said).toHaveLength(1)
    await one.live.update({ logging: { level: 'warn' } }, { caller })
    await other.live.refresh()
    expect(other.live.get()).toEqual(one.live.get())
  })

  it('what does not fit the rules here is not taken over, which is logged once', async () => {
    const store = await openTestStore()
    const check: LiveConfigOptions['check'] = ({ logging }) =>
      logging.level === 'debug' ? [{ field: 'logging.level', rule: 'x', message: 'no' }] : []
    const [one, other] = [await openConfig({ store }), await openConfig({ store, check })]
    const before = other.live.get()
    await one.live.update(patch, { caller })
    for (let look = 0; look < 3; look += 1) await other.live.refresh()
    expect(other.live.get()).toEqual(before)
    expect(other.lines.filter((line) => line.includes('do not fit here'))).toHaveLength(1)
    expect((await faultOf(other.live.update({ port: 1 }, { caller }))).kind).toBe('conflict')
  })
})
