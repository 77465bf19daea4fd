import type { LookupAddress } from 'node:dns'
import { isPublicAddress } from './addresses.ts'
import { lookUp } from './look-up.ts'

/** How the tool reaches hosts. Tests, which only have loopback, bring their own. */
export interface Network {
  /** All addresses of a name, unless the signal ends it. @throws Error with a `code`, as `ENOTFOUND` */
  lookup: (hostname: string, signal: AbortSignal) => Promise<readonly LookupAddress[]>
  /** Whether it may be connected to. */
  isPublic: (address: string, port: number) => boolean
  /** Certificates, as PEM, that are trusted in place of the well-known ones. */
  certificateAuthority?: string
  /** How long finding a host and connecting to it may take. */
  connectMs: number
  /** How long a host may be silent. */
  idleMs: number
}

export const publicInternet: Network = {
  lookup: (hostname, signal) => lookUp(hostname, { signal }),
  isPublic: (address) => isPublicAddress(address),
  connectMs: 10_000,
  idleMs: 10_000,
}
