import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import type { Contender } from './contender.ts'
import { token } from './folder.ts'

export interface Request {
  method: 'GET' | 'POST'
  path: string
  /** Sent as JSON. */
  body?: object
}

/** Who is asked what. */
export interface Target {
  contender: Contender
  requests: readonly Request[]
}

export interface Round {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** CPU time of the server's process, user and system, all threads. */
  cpuMicros: number
}

const clients = 32

/**
 * Sends these requests in turn, from 32 clients that each wait for the answer before they send the next.
 * @throws Error when an answer is not 2xx
 */
export async function drive({ contender, requests }: Target, seconds: number): Promise<Round> {
  const before = await contender.call('cpu', null)
  const { answers, elapsedSeconds, histogram } = await shoot(contender.url, requests, seconds)
  const cpu = (await contender.call('cpu', null)) - before
  return {
    requestsPerSecond: answers / elapsedSeconds,
    p50Ms: histogram.percentile(50) / 1000,
    p99Ms: histogram.percentile(99) / 1000,
    cpuMicros: cpu / answers,
  }
}

async function shoot(url: string, requests: readonly Request[], seconds: number) {
  // autocannon rounds to whole milliseconds.
  const histogram = createHistogram()
  const start = performance.now()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      { url, connections: clients, duration: seconds, requests: requests.map(toShot) },
      (error: Error | null, outcome) => {
        if (error === null) resolve(outcome)
        else reject(error)
      },
    )
    instance.on('response', (_client, _status, _bytes, milliseconds) => {
      histogram.record(Math.max(1, Math.round(milliseconds * 1000)))
    })
  })
  const elapsedSeconds = (performance.now() - start) / 1000
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `${url}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed.`,
    )
  }
  return { answers: histogram.count, elapsedSeconds, histogram }
}

const toShot = ({ method, path, body }: Request): autocannon.Request => ({
  method,
  path,
  headers: {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  body: body === undefined ? undefined : JSON.stringify(body),
})
