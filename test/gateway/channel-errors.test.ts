import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { EventPage } from '../../src/generated/types.ts'
import { startTestServer } from '../support/server.ts'

it('tells those who watch that a channel has given up', async () => {
  const refusing = createServer((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ok: false, error_code: 401, description: 'Unauthorized' }))
  })
  refusing.listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  onTestFinished(() => void refusing.close())
  const apiRoot = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`
  const telegram = { type: 'telegram', botToken: '1:wrong', apiRoot }

  await using server = await startTestServer({ config: { channels: { telegram } } })
  const errors = async () => {
    const page = (await (await server.fetch('/api/events?types=error')).json()) as EventPage
    return page.events.map(({ payload }) => payload)
  }
  await expect.poll(errors).toMatchObject([{ source: 'channel', channel: 'telegram' }])
})

it('says what the path of the stream needs', async () => {
  await using server = await startTestServer()
  const response = await server.fetch('/ws')
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: { details: { issues: [{ field: 'header.upgrade', rule: 'upgrade' }] } },
  })
})
