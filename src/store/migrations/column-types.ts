import { type ColumnDataType, type Expression, type RawBuilder, sql } from 'kysely'

type DataType = ColumnDataType | Expression<string>

/** Where the databases' words for a table differ. */
export interface ColumnTypes {
  /** Compared byte by byte, so that both databases sort alike. */
  text: DataType
  /** 64 bits; as SQLite's primary key it is the row's own number. */
  integer: DataType
  /** At the end of a table of small rows that are found by their key: SQLite then keeps them in the key's own tree. */
  keyed: RawBuilder<unknown>
}

export const sqliteColumnTypes: ColumnTypes = {
  text: 'text',
  integer: 'integer',
  keyed: sql`without rowid`,
}

export const postgresColumnTypes: ColumnTypes = {
  text: sql`text collate "C"`,
  integer: 'bigint',
  keyed: sql``,
}
