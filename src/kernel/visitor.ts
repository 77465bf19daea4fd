import { createHash, randomBytes } from 'node:crypto'

/** A new secret by which a visitor of the web chat is known again: 43 characters. */
export const newVisitorToken = (): string => randomBytes(32).toString('base64url')

/** Whose conversation a token opens. Nothing about tokens is stored, and none can be found from its `userId`. */
export const visitorIdOf = (token: string): string =>
  `visitor-${createHash('sha256').update(token).digest('base64url').slice(0, 22)}`

export const isVisitorId = (userId: string): boolean => /^visitor-[A-Za-z0-9_-]{22}$/.test(userId)
