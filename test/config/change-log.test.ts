import { expect, it } from 'vitest'
import { LiveConfig } from '../../src/config/live-config.ts'
import type { ConfigPatch } from '../../src/generated/types.ts'
import type { Store } from '../../src/store/store.ts'
import { createLogRecord } from '../support/channel-context.ts'
import { openTestStore } from '../support/stores.ts'
import { outage, troubled } from '../support/troubled-store.ts'

interface Gateway {
  live: LiveConfig
  patch: (caller: string, patch: ConfigPatch) => Promise<unknown>
  /** Who changed what, as the log has it. */
  changes: () => [caller: string, changed: string[]][]
}

async function open(store: Store): Promise<Gateway> {
  const { log, lines } = createLogRecord()
  const live = await LiveConfig.open({ base: { file: undefined, layer: {} }, store, log })
  return {
    live,
    patch: (name, patch) => live.update(patch, { caller: { name } }),
    changes: () =>
      lines.flatMap((line) => {
        const { caller, changed, msg } = JSON.parse(line) as {
          caller: string
          changed: string[]
          msg: string
        }
        return msg === 'The configuration was changed' ? [[caller, changed]] : []
      }),
  }
}

it('names the caller of a patch for what it changed, not for what another gateway changed before', async () => {
  const store = await openTestStore()
  const [one, other] = [await open(store), await open(store)]
  await one.patch('dashboard', { port: 1, logging: { level: 'debug' } })
  await other.patch('deployer', { delivery: { retryDelays: [1] } })
  expect(one.changes()).toEqual([['dashboard', ['port', 'logging.level']]])
  expect(other.changes()).toEqual([
    ['another gateway', ['port', 'logging.level']],
    ['deployer', ['delivery.retryDelays']],
  ])
  await one.live.refresh()
  await one.live.refresh()
  expect(one.changes().slice(1)).toEqual([['another gateway', ['delivery.retryDelays']]])
})

it('names nobody for a change that was put back', async () => {
  const { hook, begin } = outage()
  const gateway = await open(troubled(await openTestStore(), { beforeWrite: hook }))
  begin(1)
  await expect(gateway.patch('dashboard', { port: 1 })).rejects.toThrow('not available')
  expect(gateway.changes()).toEqual([])
  const end = gateway.live.onChange(() => {
    throw new Error('too hot')
  })
  await expect(gateway.patch('dashboard', { port: 1 })).rejects.toThrow('could not be applied')
  expect(gateway.changes()).toEqual([])
  end()
  await gateway.patch('dashboard', { port: 1 })
  expect(gateway.changes()).toEqual([['dashboard', ['port']]])
})
