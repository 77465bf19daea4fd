import type { Contract, SchemaObject } from '../contract.ts'
import { type SdkOperation, sdkOperations } from './operations.ts'
import { pythonModels } from './python-models.ts'
import { dataType, pythonResources } from './python-resources.ts'
import { pythonStreams } from './python-streams.ts'
import { constantName, pythonHeader } from './python-text.ts'

/** What stands below sdk/python/src/openclaw/_generated, by its path there. */
export const pythonFiles = (contract: Contract): Record<string, string> => ({
  '__init__.py': pythonHeader,
  'models.py': pythonModels(contract),
  'operations.py': pythonOperations(contract),
  'resources.py': pythonResources(contract),
  'streams.py': pythonStreams(contract),
})

export { pythonModels, pythonResources, pythonStreams }

/** The table of operations that the SDK builds its requests from, and the contract's version. */
export function pythonOperations(contract: Contract): string {
  return [
    pythonHeader,
    'from __future__ import annotations\n\nfrom typing import Any\n\n',
    'from .._request import Operation\nfrom . import models\n\n',
    `VERSION = "${contract.openapi.info.version}"\n"""Of the contract that this SDK was made from."""\n`,
    ...sdkOperations(contract).map((operation) => `\n${constantOf(operation, contract)}`),
  ].join('')
}

function constantOf(operation: SdkOperation, contract: Contract): string {
  const { id, method, path, key, page, text } = operation
  const type = dataType(operation)
  const also = alsoAnswers(operation, contract)
  const security = contract.openapi.paths[path]?.[method]?.security ?? []
  const parts = [
    `"${id}"`,
    `"${method.toUpperCase()}"`,
    `"${path}"`,
    type === 'None' ? 'type(None)' : type.startsWith('dict') ? 'dict' : type,
    ...(key === undefined ? [] : [`key="${key}"`]),
    ...(text ? ['text=True'] : []),
    ...(page === undefined ? [] : [`items="${page.field}"`]),
    ...(security.some((scheme) => 'bearerAuth' in scheme) ? [] : ['bearer=False']),
    ...(operation.signed ? ['signed=True'] : []),
    ...(also.length === 0 ? [] : [`also=(${also.map((status) => `${status},`).join(' ')})`]),
  ]
  return `${constantName(id)}: Operation[${type}] = Operation(\n    ${parts.join(',\n    ')},\n)\n`
}

/** Statuses that are no success and yet bring the same shape, as that of a gateway which is degraded. */
function alsoAnswers({ path, method, answer }: SdkOperation, { openapi }: Contract): string[] {
  const responses = openapi.paths[path]?.[method]?.responses ?? {}
  return Object.entries(responses)
    .filter(([status, { content }]) => {
      const media = content?.['application/json'] as { schema?: SchemaObject } | undefined
      const reference = media?.schema?.['$ref']
      return (
        !status.startsWith('2') &&
        answer !== undefined &&
        reference === `#/components/schemas/${answer}`
      )
    })
    .map(([status]) => status)
}
