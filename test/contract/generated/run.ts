import fc from 'fast-check'
import type { OperationId } from '../../../src/generated/operations.ts'
import { Judge, type JudgedAnswer } from '../judge.ts'
import { type NearMiss, type NearMissOptions, nearMissesOf } from './near-misses.ts'
import { type Operation, operationOf } from './operations.ts'
import { placesOfRequest } from './places.ts'
import { type Request, type RequestOptions, requestsOf } from './requests.ts'
import { Schemas } from './schema.ts'
import { faultsOfNearMiss, faultsOfValid, type Refusal } from './verdicts.ts'
import { Client, toWire, type Wire } from './wire.ts'

/**
 * The same requests each time, so that what passes once passes again. To try others, put another number here; a failure tells which one
 * it was, and with it the same requests come again.
 */
const seed = 20_261_200

/** Of each operation, so many requests that are valid and so many that are not, all of them different. */
export const casesOfEach = 500

export interface TrialOptions extends RequestOptions, NearMissOptions {
  /** What requests are like that are then broken, where valid ones are often refused for what they mean. */
  beforeBreaking?: RequestOptions
  /** How valid requests may be refused. */
  refusals?: Refusal[]
  /** What needs the written request, as a signature does. */
  finish?: (wire: Wire) => Wire
  /** How many requests go on at a time. */
  inFlight?: number
}

/** What came of an operation's requests. */
export interface Trial {
  /** One of each kind, with its request and answer. */
  failures: string[]
  valid: number
  nearMisses: number
  /** How many of the valid ones did what they are for. */
  succeeded: number
}

interface Case {
  request: Request
  nearMiss?: NearMiss
}

/** Tries one operation after the other. */
export class Trials implements Disposable {
  readonly schemas: Schemas
  readonly #judge: Judge
  readonly #client: Client

  private constructor(schemas: Schemas, judge: Judge, client: Client) {
    this.schemas = schemas
    this.#judge = judge
    this.#client = client
  }

  static async open(url: string, token: string): Promise<Trials> {
    const client = new Client(url, { authorization: `Bearer ${token}` })
    return new Trials(await Schemas.read(), await Judge.open(), client)
  }

  async of(id: OperationId, options: TrialOptions = {}): Promise<Trial> {
    const operation = operationOf(this.schemas, id)
    const requests = requestsOf(this.schemas, operation, options)
    const finish = (request: Request): Wire =>
      (options.finish ?? ((wire) => wire))(toWire(operation, request))
    const whole = requestsOf(this.schemas, operation, {
      ...options,
      full: true,
      ...options.beforeBreaking,
    })
    const nearMisses = this.#nearMisses(operation, whole, options)
    const valid = different(sample(requests, seed), finish)
    const failures = new Map<string, string>()
    let succeeded = 0
    // Those that are refused come first: they leave everything as it is.
    const cases = [...nearMisses, ...valid.map((request): Case => ({ request }))]
    await inParallel(cases, options.inFlight ?? 8, async (one) => {
      const wire = finish(one.request)
      const { answer, faults } = await this.#try(operation, one, { wire, options })
      if (one.nearMiss === undefined && answer?.status === operation.success) succeeded += 1
      const kind = one.nearMiss?.kind ?? faults[0] ?? ''
      if (faults.length === 0) return
      if (!failures.has(kind)) failures.set(kind, describe(one, wire, { answer, faults }))
    })
    return {
      failures: [...failures.values(), ...this.#unbroken(operation, nearMisses, options)],
      valid: valid.length,
      nearMisses: nearMisses.length,
      succeeded,
    }
  }

  [Symbol.dispose](): void {
    this.#client[Symbol.dispose]()
  }

  async #try(
    operation: Operation,
    { nearMiss }: Case,
    { wire, options }: { wire: Wire; options: TrialOptions },
  ): Promise<{ answer?: JudgedAnswer; faults: string[] }> {
    try {
      const answer = await this.#client.send(wire)
      const faults =
        nearMiss === undefined
          ? faultsOfValid(this.#judge, operation, answer, options.refusals ?? [])
          : faultsOfNearMiss(this.#judge, operation, answer, nearMiss)
      return { answer, faults }
    } catch (error) {
      return { faults: [`no answer: ${String(error)}`] }
    }
  }

  /** Rules that no request has broken. */
  #unbroken(operation: Operation, cases: Case[], { documentSchema }: TrialOptions): string[] {
    const groups = new Set(cases.map(({ nearMiss }) => nearMiss?.group))
    const places = placesOfRequest(this.schemas, operation, documentSchema)
    return places.filter((place) => !groups.has(place)).map((place) => `${place}: never broken`)
  }

  /** Of each request, the break that was made least often so far, so that each comes in turn. */
  #nearMisses(
    operation: Operation,
    requests: fc.Arbitrary<Request>,
    options: TrialOptions,
  ): Case[] {
    const used = new Map<string, number>()
    const seen = new Set<string>()
    const cases: Case[] = []
    for (const valid of sample(requests, seed + 1)) {
      const found = nearMissesOf(this.schemas, operation, valid, options)
      const times = (name: string): number => used.get(name) ?? 0
      found.sort(
        (one, other) =>
          times(one.group) - times(other.group) || times(one.kind) - times(other.kind),
      )
      for (const nearMiss of found.slice(0, 5)) {
        const request = nearMiss.make()
        const key = keyOf(toWire(operation, request))
        if (seen.has(key)) continue
        seen.add(key)
        // A mebibyte each time would only take time.
        const weight = nearMiss.rule === 'maxBytes' ? 10 : 1
        for (const name of new Set([nearMiss.kind, nearMiss.group]))
          used.set(name, times(name) + weight)
        cases.push({ request, nearMiss })
        break
      }
      if (cases.length === casesOfEach) return cases
    }
    throw new Error(`Only ${cases.length} of ${operation.id}'s requests differ.`)
  }
}

/** More than are wanted, since some come twice. */
const sample = (requests: fc.Arbitrary<Request>, from: number): Request[] =>
  fc.sample(requests, { seed: from, numRuns: Math.ceil(casesOfEach * 1.3) })

function different(requests: Request[], finish: (request: Request) => Wire): Request[] {
  const byKey = new Map(requests.map((request) => [keyOf(finish(request)), request]))
  const found = [...byKey.values()].slice(0, casesOfEach)
  if (found.length === casesOfEach) return found
  throw new Error(`Only ${found.length} requests differ.`)
}

const keyOf = ({ method, path, headers, body }: Wire): string =>
  JSON.stringify([method, path, headers, body?.toString('latin1')])

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

function describe(
  { nearMiss }: Case,
  { method, path, headers, body }: Wire,
  { answer, faults }: { answer?: JudgedAnswer | undefined; faults: string[] },
): string {
  return [
    nearMiss === undefined ? 'A valid request' : `A request that breaks one rule: ${nearMiss.kind}`,
    `  ${method} ${path}`,
    `  ${shortened(JSON.stringify(headers))}`,
    `  ${shortened(body?.toString() ?? '')}`,
    answer === undefined
      ? 'has no answer'
      : `is answered ${answer.status} ${shortened(answer.body)}`,
    ...faults.map((fault) => `  ${fault}`),
    `(seed ${seed})`,
  ].join('\n')
}

const shortened = (text: string): string =>
  text.length > 500 ? `${text.slice(0, 500)}… (${text.length} characters)` : text
