// expect: Property 'sessionId' does not exist on type
import { eventValidators } from '../../../src/generated/events.ts'

export const sessionOf = (event: unknown): string | undefined =>
  eventValidators['session:created'](event) ? event.payload.sessionId : undefined // ← here
