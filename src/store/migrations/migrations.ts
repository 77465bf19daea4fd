import type { Migration } from 'kysely/migration'
import { initial } from './0001-initial.ts'
import { attemptRecords } from './0002-attempts.ts'
import { schedulePositions } from './0003-positions.ts'
import type { ColumnTypes } from './column-types.ts'

/** By their names, in whose order they run. One that was released is never changed: the next one mends it. */
export const migrations = (types: ColumnTypes): Record<string, Migration> => ({
  '0001-initial': initial(types),
  '0002-attempts': attemptRecords(types),
  '0003-positions': schedulePositions(types),
})
