// Writes src/generated/ from spec/. With --check it writes nothing and fails when what is there is stale.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configModule } from './generate/config.ts'
import { eventsModule } from './generate/events.ts'
import { operationsModule } from './generate/operations.ts'
import { readContract } from './generate/contract.ts'
import { typesModule } from './generate/types.ts'

const folder = new URL('../src/generated/', import.meta.url).pathname

const contract = await readContract()
const files: Record<string, string> = {
  'openapi.json': `${JSON.stringify(contract.openapi)}\n`,
  'asyncapi.json': `${JSON.stringify(contract.asyncapi)}\n`,
  'types.ts': await typesModule(contract),
  'operations.ts': operationsModule(contract),
  ...eventsModule(contract),
  ...configModule(contract),
}

if (process.argv.includes('--check')) {
  const stale: string[] = []
  for (const [name, text] of Object.entries(files)) {
    const current = await readFile(join(folder, name), 'utf8').catch(() => '')
    if (current !== text) stale.push(`src/generated/${name}`)
  }
  if (stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}. To mend: npm run generate`)
    process.exitCode = 1
  }
} else {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  console.log(`Wrote ${String(Object.keys(files).length)} files to src/generated/.`)
}
