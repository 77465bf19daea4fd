import { expect, test } from 'vitest'
import { failureOf, by, setUp, tool } from './set-up.ts'

test('What a call has left is waited for, though the call itself has ended', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const ending = tool('ending', () => promise)
  const { tools } = setUp([ending], { settings: { timeoutSeconds: 0.02 } })
  await failureOf(tools.invoke('ending', {}, by))
  expect(await tools.settle(20)).toBe(1)
  const settled = tools.settle(10_000)
  resolve(null)
  expect(await settled).toBe(0)
})
