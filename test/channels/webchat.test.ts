import { expect, it } from 'vitest'
import { createWebchat } from '../../src/channels/webchat/webchat.ts'
import { newVisitorToken, visitorIdOf } from '../../src/kernel/visitor.ts'
import { ChannelHouse } from '../support/channel-context.ts'

const config = { type: 'webchat', enabled: true, maxPerMinute: 60, title: 'Chat' } as const

function open() {
  const house = new ChannelHouse('webchat')
  return { house, channel: createWebchat(config, house.context) }
}

const outbound = (userId: string) => ({
  id: 'message-1',
  channel: 'webchat',
  userId,
  message: 'Hi',
  offset: 0,
  createdAt: new Date(),
})

it('is connected from its start to its stop', async () => {
  const { house, channel } = open()
  channel.start()
  expect(house.state).toEqual({ status: 'connected' })
  await channel.stop()
  expect(house.state).toEqual({ status: 'disconnected', reason: 'stopped' })
})

it('takes what is for a visitor at once', async () => {
  const { channel } = open()
  const userId = visitorIdOf(newVisitorToken())
  const signal = AbortSignal.timeout(1000)
  expect(await channel.send(outbound(userId), signal)).toEqual({ outcome: 'sent' })
})

it('never takes what is for nobody, and says why', async () => {
  const { channel } = open()
  const outcome = await channel.send(outbound('user-456'), AbortSignal.timeout(1000))
  expect(outcome).toEqual({
    outcome: 'never',
    reason: expect.stringContaining('"user-456" is no visitor') as string,
  })
})

it('may repeat a send without harm: nothing happens outside the store', () => {
  const { channel } = open()
  expect(channel.dropsRepeatsForMs).toBe(Infinity)
  expect(channel.needsConnection).toBe(false)
})
