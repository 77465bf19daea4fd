// Appends events without end and prints the number of each one that was acknowledged.
// Arguments: the data directory, then a PostgreSQL URL or nothing.
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'

const [dataDir = '', databaseUrl] = process.argv.slice(2)
const store = await openStore({ dataDir, databaseUrl, log: createLog('silent') })

async function writeForever(): Promise<never> {
  for (;;) {
    const id = await store.write((tables) =>
      tables.events.append({ type: 'error', time: Date.now(), payload: '{}' }),
    )
    process.stdout.write(`${id}\n`)
  }
}

await Promise.all(Array.from({ length: 16 }, writeForever))
