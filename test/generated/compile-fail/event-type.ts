// expect: Property 'message:deleted' does not exist on type
import { eventValidators } from '../../../src/generated/events.ts'

export const validate = eventValidators['message:deleted'] // ← here
