import { expect, it } from 'vitest'
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
