import { createHash } from 'node:crypto'

/** `sha256:` and the SHA-256 of the token in hexadecimal, as `auth.tokens` keeps it. */
export const hashToken = (token: string): string =>
  `sha256:${createHash('sha256').update(token).digest('hex')}`
