import { monotonicFactory } from 'ulid'

const nextUlid = monotonicFactory()

export type IdPrefix = 'session' | 'message' | 'job' | 'run'

/** A new identifier, `<prefix>-<ULID>`: it sorts by the time of its making, also within a millisecond. */
export const newId = (prefix: IdPrefix): string => `${prefix}-${nextUlid()}`

/** A bare ULID, for what is not kept. */
export const newUlid = (): string => nextUlid()
