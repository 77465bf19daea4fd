import { afterAll, expect } from 'vitest'
import type { OperationId } from '../../../src/generated/operations.ts'
import { count } from '../../support/counts.ts'
import { gatewayToken, startTestServer, type TestServer } from '../../support/server.ts'
import { casesOfEach, type Trial, type TrialOptions, Trials } from './run.ts'

/** Of a thousand requests, in ms: a few seconds, and much longer where others use the machine too. */
export const timeout = 180_000

export interface TrialHouse {
  server: TestServer
  trials: Trials
  /** Sends an operation's requests, and expects of each what the contract says. */
  expectAll: (id: OperationId, options?: TrialOptions) => Promise<Trial>
}

/** A server for this test file, without limits on the number of requests. */
export async function openTrialHouse(config: object = {}): Promise<TrialHouse> {
  const server = await startTestServer({
    config: { logging: { level: 'error' }, ...config, rateLimits: { enabled: false } },
  })
  const trials = await Trials.open(server.url, gatewayToken)
  afterAll(async () => {
    trials[Symbol.dispose]()
    await server[Symbol.asyncDispose]()
  })
  return { server, trials, expectAll: (id, options) => expectAll(trials, id, options) }
}

async function expectAll(
  trials: Trials,
  id: OperationId,
  options: TrialOptions = {},
): Promise<Trial> {
  const trial = await trials.of(id, options)
  expect(trial.failures.join('\n\n')).toBe('')
  expect(trial).toMatchObject({ valid: casesOfEach, nearMisses: casesOfEach })
  await count('generated requests', trial.valid + trial.nearMisses)
  await count('generated requests that break one rule', trial.nearMisses)
  return trial
}
