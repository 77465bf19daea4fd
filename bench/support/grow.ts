import document from '../../src/generated/enforcement.json' with { type: 'json' }
import { operations } from '../../src/generated/operations.ts'
import { handlers } from '../../src/handlers/all.ts'
import type { Handlers } from '../../src/handlers/handler.ts'

/**
 * Makes the contract of this process larger: copies of every operation on paths of their own, before the operations
 * themselves, where whatever looks through them in turn comes to the copies first.
 * @param copies how many of each
 * @returns the handlers of all of them
 */
export function growContract(copies: number): Handlers {
  const numbers = Array.from({ length: copies }, (_, index) => index + 1)
  prepend(operations, (id, operation) =>
    numbers.map((n) => [
      `${id}${n}`,
      { ...operation, id: `${id}${n}`, path: `/${n}${operation.path}` },
    ]),
  )
  prepend(document.operations, (id, operation) =>
    numbers.map((n) => [`${id}${n}`, { ...operation, path: `/${n}${operation.path}` }]),
  )
  const more = Object.entries(handlers).flatMap(([id, handler]) =>
    numbers.map((n) => [`${id}${n}`, handler] as const),
  )
  return { ...handlers, ...Object.fromEntries(more) }
}

function prepend(
  table: Record<string, { path: string }>,
  copiesOf: (id: string, operation: { path: string }) => [string, { path: string }][],
): void {
  const originals = Object.entries(table)
  for (const id of Object.keys(table)) Reflect.deleteProperty(table, id)
  const copies = originals.flatMap(([id, operation]) => copiesOf(id, operation))
  Object.assign(table, Object.fromEntries([...copies, ...originals]))
}
