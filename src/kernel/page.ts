import { encodeCursor } from './cursor.ts'

export interface PageQuery {
  /** 1 to 200. */
  limit: number
  /** The `nextCursor` of the page before. */
  cursor?: string
}

/**
 * Cuts a page out of rows that were asked for with one more than `limit`, which tells whether another page follows.
 * @param cursorOf the place of a row in the list
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => (string | number)[],
): { page: Row[]; next: { nextCursor?: string } } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const isLast = rows.length <= limit || last === undefined
  return { page, next: isLast ? {} : { nextCursor: encodeCursor(cursorOf(last)) } }
}
