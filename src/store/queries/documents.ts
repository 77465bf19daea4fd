import { prepared, type Values } from '../prepared.ts'
import type { Database } from '../schema.ts'
import type { Scope } from '../scope.ts'
import type { DocumentTable } from '../store.ts'

const byName = prepared((db, value: Values<{ name: string }>) =>
  db.selectFrom('documents').select('content').where('name', '=', value('name')),
)

const put = prepared((db, value: Values<Database['documents']>) =>
  db
    .insertInto('documents')
    .values({ name: value('name'), content: value('content') })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ content: eb.ref('excluded.content') })),
    ),
)

export const documentTable = (scope: Scope): DocumentTable => ({
  async get(name) {
    return (await byName(scope, { name })).rows[0]?.content
  },
  async put(name, json) {
    await put(scope, { name, content: json })
  },
})
