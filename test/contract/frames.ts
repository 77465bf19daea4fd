import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, afterEach, inject } from 'vitest'
import { count } from '../support/counts.ts'
import type { ContractMessages, Direction } from './frames-setup.ts'

type Validators = Record<Direction, Record<string, ValidateFunction | undefined>>

let judged = 0
/** Found in handlers of sockets, where nobody would catch an error. */
const faults: string[] = []

/** Nothing in the browser's tests, which share a module with the clients and use none of them. */
export const contractMessages = JSON.parse(inject('contractMessages') ?? '{}') as ContractMessages

function compile(): Validators {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    allErrors: true,
    keywords: ['x-parser-schema-id'],
  })
  addFormats.default(ajv)
  return Object.fromEntries(
    Object.entries(contractMessages).map(([direction, messages]) => [
      direction,
      Object.fromEntries(
        Object.entries(messages).map(([name, { schema }]) => [name, ajv.compile(schema)]),
      ),
    ]),
  ) as Validators
}

// Before the first frame: compiling takes a tenth of a second, which some tests' deadlines are shorter than.
const validators = compile()

/** What is wrong with a frame by spec/asyncapi.yaml, without any of the server's own code; nothing when it is right. */
export function faultsOf(direction: Direction, text: string): string[] {
  const frame = parse(text)
  if (frame === undefined) return ['no JSON']
  const { type } = (frame ?? {}) as { type?: unknown }
  const validate = typeof type === 'string' ? validators[direction][type] : undefined
  if (validate === undefined) return [`type ${JSON.stringify(type)} is not documented`]
  if (validate(frame)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${String(type)}${instancePath} ${message ?? ''}`,
  )
}

/** A wrong frame fails the test in which it was seen. */
export function judgeFrame(direction: Direction, text: string): void {
  judged += 1
  for (const fault of faultsOf(direction, text)) {
    faults.push(`${direction}: ${fault}\n  ${text.slice(0, 500)}`)
  }
}

/** The faults until now, which then fail no test. */
export const takeFaults = (): string[] => faults.splice(0)

function refuseFaults(): void {
  const found = takeFaults()
  if (found.length > 0) throw new Error(`A frame breaks spec/asyncapi.yaml:\n${found.join('\n')}`)
}

afterEach(refuseFaults)

afterAll(async () => {
  if (judged > 0) await count('frames judged by asyncapi.yaml', judged)
  refuseFaults()
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
