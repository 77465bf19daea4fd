import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

class SingleThreadAdapter extends SqliteAdapter {
  /** Statements run one after the other without waiting, so a lock around each would only cost time. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  /** A migration then happens whole or not at all. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely over `node:sqlite`. */
export class NodeSqliteDialect extends SqliteDialect {
  constructor(database: DatabaseSync) {
    super({ database: adapt(database) })
  }

  override createAdapter(): SqliteAdapter {
    return new SingleThreadAdapter()
  }
}

/** Keeps each statement prepared: they are few, and preparing one takes longer than running it. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => {
      database.close()
    },
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) return known
      const statement = prepare(database, text)
      statements.set(text, statement)
      return statement
    },
  }
}

function prepare(database: DatabaseSync, text: string): SqliteStatement {
  const statement = database.prepare(text)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  }
}
