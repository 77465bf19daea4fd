import { expect, it } from 'vitest'
import { LiveConfig } from '../../src/config/live-config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { createLogRecord } from '../support/channel-context.ts'
import { openTestStore } from '../support/stores.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { outage, troubled } from '../support/troubled-store.ts'

it('has to be tried again when the store with the patches does not answer, and is no problem of the file', async () => {
  const { hook, begin } = outage()
  const store = troubled(await openTestStore(), { beforeRead: hook })
  const { log } = createLogRecord()
  const cwd = await temporaryFolder()
  const load = (level: string) => loadConfig({ cwd, env: { OPENCLAW_LOG_LEVEL: level } })
  const config = await LiveConfig.open({ base: (await load('info')).base, store, log })
  const problems: string[] = []
  config.onProblem((problem) => problems.push(problem))

  begin(1)
  expect(await config.reload(() => load('debug'))).toBe(false)
  expect(config.current.logging.level).toBe('info')
  expect(await config.reload(() => load('debug'))).toBe(true)
  expect(config.current.logging.level).toBe('debug')
  expect(problems).toEqual([])
})

it('is what later patches go on top of', async () => {
  const store = await openTestStore()
  const { log } = createLogRecord()
  const cwd = await temporaryFolder()
  const load = (level: string) => loadConfig({ cwd, env: { OPENCLAW_LOG_LEVEL: level } })
  const config = await LiveConfig.open({ base: (await load('info')).base, store, log })
  expect(await config.reload(() => load('debug'))).toBe(true)
  await config.update({ port: 1 }, { caller: { name: 'dashboard' } })
  expect(config.current).toMatchObject({ port: 1, logging: { level: 'debug' } })
  await config.update({ logging: { level: null } }, { caller: { name: 'dashboard' } })
  expect(config.current.logging.level).toBe('info')
})
