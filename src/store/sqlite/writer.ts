import type { DatabaseSync } from 'node:sqlite'
import type { Writer } from '../group-commit.ts'
import type { Db } from '../scope.ts'

/** @param db over the same connection as `database` */
export function sqliteWriter(database: DatabaseSync, db: Db): Writer {
  const begin = database.prepare('begin immediate')
  const savepoint = database.prepare('savepoint w')
  const release = database.prepare('release w')
  const undo = database.prepare('rollback to w')
  const commit = database.prepare('commit')
  return {
    begin() {
      begin.run()
      savepoint.run()
      return db
    },
    next() {
      release.run()
      savepoint.run()
    },
    undo() {
      undo.run()
    },
    commit() {
      commit.run()
    },
    // A full disk may have ended the transaction already.
    abort() {
      if (database.isTransaction) database.exec('rollback')
    },
  }
}
