import { type OperationId, operations } from '../generated/operations.ts'
import { HttpError } from './errors.ts'

type Operation = (typeof operations)[OperationId]

/** The value of `Allow` for these operations. HEAD works where GET does. */
export function allowedMethods(group: readonly Operation[]): string {
  const methods = new Set(group.map(({ method }) => method.toUpperCase()))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods, 'OPTIONS'].join(', ')
}

export const wrongMethod = (method: string, allow: string): HttpError =>
  new HttpError(
    405,
    { field: 'method', rule: 'method', message: `${method} is not among ${allow}` },
    { Allow: allow },
  )

/** For a request that is for no path, such as CONNECT. */
export const wrongEverywhere = (method: string): HttpError =>
  wrongMethod(method, allowedMethods(Object.values(operations)))
