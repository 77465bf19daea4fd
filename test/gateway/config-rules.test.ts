import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startTestServer } from '../support/server.ts'

const action = { type: 'tool', tool: 'list', params: {} }
const jobs = (cron: string): object => ({
  cron: { jobs: { nightly: { schedule: { cron }, action } } },
})

it('refuses a patch with a schedule that would not start', async () => {
  await using server = await startTestServer()
  const json = jobs('61 * * * *')
  const response = await server.fetch('/api/config', { method: 'PATCH', json })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: {
      code: 'INVALID_REQUEST',
      details: { issues: [{ field: 'body.cron.jobs.nightly.schedule.cron', rule: 'cron' }] },
    },
  })
})

it('refuses to start with such a schedule, naming its key', async () => {
  await expect(startTestServer({ config: jobs('often') })).rejects.toThrow(
    /cron\.jobs\.nightly\.schedule\.cron: /,
  )
})

it('takes all patches back when it is started so, and only then', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'openclaw-patches-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const loggingOf = async (options: { resetPatches?: boolean }): Promise<unknown> => {
    await using server = await startTestServer({ dataDir, ...options })
    const { logging } = (await (await server.fetch('/api/config')).json()) as { logging: unknown }
    await server.fetch('/api/config', { method: 'PATCH', json: { logging: { level: 'error' } } })
    return logging
  }
  expect(await loggingOf({})).toEqual({ level: 'info' })
  expect(await loggingOf({})).toEqual({ level: 'error' })
  expect(await loggingOf({ resetPatches: true })).toEqual({ level: 'info' })
})
