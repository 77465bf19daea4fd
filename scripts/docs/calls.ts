// What the samples of an operation send.
import type { Contract } from '../generate/contract.ts'
import { sdkNames } from '../generate/sdk/names.ts'
import { type SdkOperation, sdkOperations } from '../generate/sdk/operations.ts'
import { propertiesOf } from '../generate/sdk/python-text.ts'
import { aboutOf } from './about.ts'
import { type Operation, operationsOf, type Parameter } from './operations.ts'

/** An operation as it is called. */
export interface Call {
  operation: Operation
  sdk: SdkOperation
  /** Of the gateway. */
  address: string
  /** Whether the body's fields are any, so that they can be no parameters of their own. */
  hasFreeBody: boolean
}

/** In the contract's order. @throws Error naming the operation that the SDKs have no name for */
export function callsOf(contract: Contract): Call[] {
  const operations = operationsOf(contract)
  const unnamed = operations.filter(({ id }) => !(id in sdkNames)).map(({ id }) => id)
  if (unnamed.length > 0)
    throw new Error(`scripts/generate/sdk/names.ts has no name for ${unnamed.join(', ')}.`)
  const known = new Map(sdkOperations(contract).map((sdk) => [sdk.id, sdk]))
  const { address } = aboutOf(contract)
  const { schemas } = contract.openapi.components
  return operations.map((operation) => {
    const sdk = known.get(operation.id)
    if (sdk === undefined) throw new Error(`The SDKs lack ${operation.id}.`)
    const fields = propertiesOf(schemas[operation.body?.schemaName ?? ''] ?? {})
    return { operation, sdk, address, hasFreeBody: fields.length === 0 }
  })
}

/** The example of such a parameter comes from an earlier answer, and no other gateway knows it. */
const fromEarlierAnswers = ['cursor', 'after', 'If-Match']

/** Those whose examples can be sent to any gateway. */
export const sent = ({ operation }: Call, place: Parameter['in']): Parameter[] =>
  operation.parameters.filter(
    ({ in: where, name }) => where === place && !fromEarlierAnswers.includes(name),
  )

/**
 * What a form must not be filled with. In a sample a key shows how to repeat it; a form is changed and sent again, and the same
 * key for another message is a conflict.
 */
export const isLeftToReader = (name: string): boolean =>
  fromEarlierAnswers.includes(name) || name === 'Idempotency-Key'

export const isSigned = ({ security }: Operation): boolean => security === 'webhookSignature'

/** The body's example. */
export const bodyOf = ({ operation }: Call): Record<string, unknown> | undefined =>
  operation.body?.example as Record<string, unknown> | undefined

/** By name. */
export const valuesOf = (parameters: Parameter[]): Record<string, unknown> =>
  Object.fromEntries(parameters.map(({ name, example }) => [name, example]))

/** The name of what an operation answers with, as in `cronJob`; `undefined` for nothing. */
export function answerOf({ sdk: { text, answer, page } }: Call): string | undefined {
  if (text) return 'text'
  const name = page?.item ?? answer
  return name && name.charAt(0).toLowerCase() + name.slice(1)
}
