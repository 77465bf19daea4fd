import { describe, expect, it } from 'vitest'
import { startGateway } from '../../../test/acceptance/gateway.ts'
import { freePort } from '../../../test/support/gateway-process.ts'
import { numbers } from '../../../test/support/stream-client.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import type { Logger } from '../src/index.ts'
import { clientOf, houseConfig, receive } from './support/house.ts'
import { begun, reading, Restartable, settled, soon } from './support/reading.ts'

describe('An event stream misses nothing and repeats nothing', () => {
  it('of a server that is stopped and started again', async () => {
    const house = await Restartable.open()
    const reasons: string[] = []
    const silent = () => undefined
    const info = (_message: string, details: object = {}): void => {
      reasons.push((details as { reason: string }).reason)
    }
    const logger: Logger = { debug: silent, info, warn: silent, error: silent }
    await house.start()
    const events = reading(house.url, { after: 0, client: { logger } })
    for (let round = 0; round < 3; round += 1) {
      await receive(house.url, `user-${String(round)}`, 'Hello')
      await events.reach(round + 1)
      await house.stop()
      await house.start()
      await settled(house.url, events.ids.at(-1))
    }
    await soon(() => events.ids.at(-1)).toBe(4 * begun + 3 * 2)
    expect(events.ids).toEqual(numbers(1, 4 * begun + 3 * 2))
    const stopped = reasons.filter((reason) => reason.includes('1001, the server is stopping'))
    expect(stopped).toHaveLength(3)
  })

  it('of a server that is killed and comes back', async () => {
    const folder = await temporaryFolder()
    const settings = { config: houseConfig, port: await freePort() }
    let gateway = await startGateway(folder, settings)
    const { url } = gateway
    const events = reading(url, { after: 0 })
    const wanted: string[] = []
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 5; count += 1) {
        wanted.push(`${String(round)}-${String(count)}`)
        await receive(url, 'user', wanted.at(-1) ?? '')
      }
      gateway.kill('SIGKILL')
      await gateway.ended
      gateway = await startGateway(folder, settings)
    }
    await events.reach(10)
    const { newest } = await clientOf(url).listEvents()
    await soon(() => events.ids.at(-1)).toBeGreaterThanOrEqual(newest)
    expect(events.texts).toEqual(wanted)
    expect(events.ids).toEqual(numbers(1, events.ids.length))
  })
})
