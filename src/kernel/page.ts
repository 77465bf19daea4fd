export interface PageQuery {
  /** 1 to 200. */
  limit: number
  /** The `nextCursor` of the page before. */
  cursor?: string
}
