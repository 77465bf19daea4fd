// expect: Type '"renameSession"' does not satisfy the constraint
import type { Handlers } from '../../../src/handlers/handler.ts'

export type Mine = Handlers<'renameSession'> // ← here
