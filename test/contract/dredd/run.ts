import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** What hooks see and change of a transaction, as Dredd makes it of the contract. */
export interface DreddTransaction {
  name: string
  host: string
  port: string
  fullPath: string
  request: { method: string; headers: Record<string, string>; body: string }
  expected: {
    statusCode: string
    headers: Record<string, string>
    body?: string
    bodySchema?: object
  }
  /** The answer, once it is there. */
  real?: {
    statusCode: number
    headers: Record<string, string>
    body?: string
    bodyEncoding?: 'utf-8' | 'base64'
  }
  /** A hook may set it. */
  skip: boolean
  /** Why it has failed, said by a hook. */
  fail?: string
}

export interface Result {
  name: string
  outcome: 'pass' | 'fail' | 'skip' | 'error'
  /** What Dredd says about it, where it did not pass. */
  message: string
}

export interface Hooks {
  /** Before the request: makes the state that it needs, and the request itself. */
  prepare: (transaction: DreddTransaction) => Promise<void>
  /** After the answer. @returns what is wrong with it, of all that Dredd does not look at */
  check: (transaction: DreddTransaction) => string[]
}

interface DreddHooks {
  beforeEach(hook: (transaction: DreddTransaction, done: () => void) => void): void
  afterEach(hook: (transaction: DreddTransaction) => void): void
}

interface Test {
  message: string
  origin: { resourceName: string; actionName: string; exampleName: string }
}

type DreddClass = new (configuration: object) => {
  run(done: (error: Error | null | undefined) => void): void
}

const require = createRequire(import.meta.url)

/** Runs Dredd over every transaction of a document, one after the other. @throws Error when it can't run at all */
export async function runDredd(
  { document, endpoint }: { document: string; endpoint: string },
  hooks: Hooks,
): Promise<Result[]> {
  const Dredd = require('dredd') as DreddClass
  silence()
  const emitter = new EventEmitter()
  const results: Result[] = []
  const record =
    (outcome: Result['outcome']) =>
    ({ message, origin }: Test): void => {
      const { resourceName, actionName, exampleName } = origin
      results.push({ name: [resourceName, actionName, exampleName].join(' > '), outcome, message })
    }
  emitter.on('start', forget)
  emitter.on('test pass', record('pass'))
  emitter.on('test fail', record('fail'))
  emitter.on('test skip', record('skip'))
  emitter.on('test error', (error: Error, test: Test) => {
    record('error')({ ...test, message: error.message })
  })
  const dredd = new Dredd({
    endpoint,
    apiDescriptions: [document],
    emitter,
    hookfiles: [fileURLToPath(new URL('hooks.cjs', import.meta.url))],
    custom: { register: register(hooks) },
    loglevel: 'error',
  })
  await new Promise<void>((resolve, reject) => {
    dredd.run((error) => {
      if (error instanceof Error) reject(error)
      else resolve()
    })
  })
  return results
}

/** It copies all that it has for each file of hooks, and the parsed document alone takes it more than a second. */
function forget(descriptions: { apiElements?: unknown }[], done: () => void): void {
  for (const description of descriptions) delete description.apiElements
  done()
}

const register =
  ({ prepare, check }: Hooks) =>
  (hooks: DreddHooks): void => {
    hooks.beforeEach((transaction, done) => {
      prepare(transaction)
        .catch((error: unknown) => {
          transaction.fail = `it could not be provoked: ${String(error)}`
        })
        .finally(done)
    })
    hooks.afterEach((transaction) => {
      if (transaction.real === undefined) return
      const faults = check(transaction)
      if (faults.length > 0) transaction.fail = faults.join('; ')
    })
  }

/** Its command line's report: what it says is in the results. */
function silence(): void {
  const { default: report } = require('dredd/build/reporters/reporterOutputLogger.js') as {
    default: { transports: { console: { silent: boolean } } }
  }
  report.transports.console.silent = true
}
