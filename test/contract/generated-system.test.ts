import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openTrialHouse, timeout } from './generated/house.ts'

const { expectAll } = await openTrialHouse()

describe('generated requests', { timeout }, () => {
  // They take no input: what differs is headers that the contract does not speak of, HEAD, and query parameters that there are not.
  test.each([
    'getHealth',
    'getStatus',
    'listChannels',
    'listTools',
    'listCronJobs',
    'getConfig',
    'getChat',
    'getOpenApiJson',
    'getOpenApiYaml',
    'getAsyncApiJson',
    'getAsyncApiYaml',
    'getDocs',
  ] as const)('of %s are answered as the contract says', async (id) => {
    const { succeeded, valid } = await expectAll(id)
    expect(succeeded).toBe(valid)
  })

  test('of getDocsFile are answered as the contract says', async () => {
    const names = fc.constantFrom('index.html', 'openapi.json', 'openapi.yaml', 'asyncapi.yaml')
    const others = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u)
    const { succeeded } = await expectAll('getDocsFile', {
      parameters: { file: fc.oneof(names, others) },
      refusals: [{ status: 404 }],
    })
    expect(succeeded).toBeGreaterThan(50)
  })
})
