import type { Scope } from '../generated/types.ts'

/** Who is asking. `name` is the token's; `scopes` is what the token may do. */
export interface Caller {
  name: string
  scopes: ReadonlySet<Scope>
  /** The only tools that it may call, as `namesTool` reads them; undefined for all. */
  tools?: readonly string[]
}
