import { type RequestHandler, Router } from 'express'
import { type OperationId, operations } from '../generated/operations.ts'
import type { Handler, Handlers } from '../handlers/handler.ts'
import { enforce, type House } from './enforce.ts'
import { allowedMethods, wrongMethod } from './methods.ts'
import { PathIndex } from './path-index.ts'
import { sendAnswer } from './reply.ts'

type Operation = (typeof operations)[OperationId]

/**
 * Every operation of the contract behind its enforcement. Each path has a router of its own, and Express is asked of that
 * one alone: by itself it tries one path after the other, and a request costs more with each operation that is added.
 */
export function createRoutes(house: House, handlers: Handlers): RequestHandler {
  const index = new PathIndex<Router>()
  for (const [path, group] of byPath()) index.add(path, createRouter(path, group, house, handlers))
  return (request, response, next) => {
    const router = index.find(request.path)
    if (router === undefined) next()
    else router(request, response, next)
  }
}

function byPath(): Map<string, Operation[]> {
  return Map.groupBy<string, Operation>(Object.values(operations), ({ path }) => path)
}

function createRouter(
  path: string,
  group: readonly Operation[],
  house: House,
  handlers: Handlers,
): Router {
  const router = Router()
  const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
  const allow = allowedMethods(group)
  for (const operation of group) {
    const handler = handlers[operation.id] as unknown as Handler<OperationId>
    route[operation.method](enforce(house, operation, handler))
  }
  route.options((_request, response) => {
    sendAnswer(response, { status: 204, headers: { Allow: allow } })
  })
  route.all((request) => {
    throw wrongMethod(request.method, allow)
  })
  return router
}
