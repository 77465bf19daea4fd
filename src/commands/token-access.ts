import type { TokenConfig } from '../generated/types.ts'

/** Who is told of a change: the gateway that runs, nobody as none runs, or all that run on the same PostgreSQL. */
export type Reach = 'running' | 'stopped' | 'shared'

/** A way to `auth.tokens`. */
export interface TokenAccess {
  reach: Reach
  /** Their hashes read `[redacted]`, and may be written like that. */
  read(): Promise<{ tokens: TokenConfig[]; etag: string }>
  /** @returns false when the configuration was changed since it was read with this `etag` */
  write(tokens: TokenConfig[], etag: string): Promise<boolean>
}
