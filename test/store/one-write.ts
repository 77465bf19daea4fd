// Opens a store, uses it and closes it; the process must then end by itself.
// Arguments: the data directory, then a PostgreSQL URL or nothing.
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'

const [dataDir = '', databaseUrl] = process.argv.slice(2)
await using store = await openStore({ dataDir, databaseUrl, log: createLog('silent') })
store.onAppend(() => undefined)
await store.write((tables) => tables.documents.put('from-child', '{}'))
await store.read((tables) => tables.documents.get('from-child'))
await store.writable()
