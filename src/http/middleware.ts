import type { Request, RequestHandler, Response } from 'express'

/** Runs a middleware as a step among others. @throws what it hands to `next` */
export async function through(
  middleware: RequestHandler,
  request: Request,
  response: Response,
): Promise<void> {
  const error = await new Promise<unknown>((resolve) => {
    void middleware(request, response, resolve)
  })
  if (error !== undefined) throw error as Error
}
