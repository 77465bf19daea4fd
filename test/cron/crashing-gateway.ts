// Runs the jobs of a store until it is killed: each action takes as long as the arguments say, and is told when it begins.
// Arguments: how long an action takes in milliseconds, the data directory, then a PostgreSQL URL or nothing.
import { setTimeout as sleep } from 'node:timers/promises'
import { createCron } from '../../src/cron/cron.ts'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'

const [takes, dataDir = '', databaseUrl] = process.argv.slice(2)
const log = createLog('silent')
const store = await openStore({ dataDir, databaseUrl, log })
const cron = createCron({
  store,
  log,
  jobs: {},
  retention: () => ({ days: 30, maxRuns: 1000 }),
  perform: async (_, { runId }) => {
    process.stdout.write(`${runId}\n`)
    await sleep(Number(takes))
    return 'ok'
  },
})
await cron.start()
