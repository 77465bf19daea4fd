import { contractAjv, schemaId } from './ajv.ts'
import type { Contract } from './contract.ts'

/** Throws with every fault when a message of a socket has no example, or one that breaks its own schema. */
export function refuseWrongExamples(contract: Contract): void {
  const ajv = contractAjv(contract, { allErrors: true })
  const { stream, chat } = contract
  const messages = [...stream.events, ...chat.fromVisitor, ...chat.toVisitor]
  const faults = messages.flatMap(({ name, schemaName, examples }) =>
    examples.length === 0
      ? [`${name} has no example`]
      : examples
          .filter(({ payload }) => !ajv.validate(schemaId(schemaName), payload))
          .map((example) => `${name}, example ${example.name}: ${ajv.errorsText()}`),
  )
  if (faults.length > 0) {
    throw new Error(`spec/asyncapi.yaml has wrong examples:\n  ${faults.join('\n  ')}`)
  }
}
