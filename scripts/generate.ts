// Writes src/generated/ and the table of keys in docs/configuration.md from spec/. With --check it writes nothing and fails when
// what is there is stale. --out names another folder, and then the page is left out unless --page names one.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chatModule } from './generate/chat.ts'
import { chatPageModule } from './generate/chat-page.ts'
import { withConfigTable } from './generate/config-table.ts'
import { configModule } from './generate/config.ts'
import { readContract } from './generate/contract.ts'
import { enforcementDocument } from './generate/enforcement.ts'
import { eventsModule } from './generate/events.ts'
import { refuseWrongExamples } from './generate/examples.ts'
import { operationsModule } from './generate/operations.ts'
import { sourcesModule } from './generate/sources.ts'
import { typesModule } from './generate/types.ts'

const { values: options } = parseArgs({
  options: { check: { type: 'boolean' }, out: { type: 'string' }, page: { type: 'string' } },
})
const folder = options.out ?? fileURLToPath(new URL('../src/generated', import.meta.url))
const shownFolder = relative(process.cwd(), folder)
const ownPage = fileURLToPath(new URL('../docs/configuration.md', import.meta.url))
const pageFile = options.page ?? (options.out === undefined ? ownPage : undefined)

const contract = await readContract()
refuseWrongExamples(contract)
const files = await generate()
const page = pageFile === undefined ? undefined : await readPage(pageFile)
if (options.check) await check(files)
else await write(files)

async function generate(): Promise<Map<string, string>> {
  return new Map(
    Object.entries({
      'openapi.json': `${JSON.stringify(contract.openapi)}\n`,
      'asyncapi.json': `${JSON.stringify(contract.asyncapi)}\n`,
      'enforcement.json': `${enforcementDocument(contract)}\n`,
      'types.ts': await typesModule(contract),
      'operations.ts': operationsModule(contract),
      'sources.ts': sourcesModule(contract),
      ...eventsModule(contract),
      ...chatModule(contract),
      'chat-page.ts': await chatPageModule(),
      ...configModule(contract),
    }),
  )
}

interface Page {
  file: string
  current: string
  generated: string
}

async function readPage(file: string): Promise<Page> {
  const current = await readFile(file, 'utf8')
  return { file, current, generated: withConfigTable(current, contract) }
}

async function write(generated: Map<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of generated) await writeFile(join(folder, name), text)
  if (page !== undefined) await writeFile(page.file, page.generated)
  console.log(`Wrote ${String(generated.size)} files to ${shownFolder}.`)
}

async function check(generated: Map<string, string>): Promise<void> {
  const found = await readdir(folder).catch(() => [])
  const texts = await Promise.all(found.map((name) => readFile(join(folder, name), 'utf8')))
  const current = new Map(found.map((name, index) => [name, texts[index]]))
  const stale = [...generated].filter(([name, text]) => current.get(name) !== text)
  const leftOver = found.filter((name) => !generated.has(name))
  const report = (what: string, paths: string[], cure: string): void => {
    if (paths.length === 0) return
    console.error(`${what}: ${paths.join(', ')}. To mend: ${cure}`)
    process.exitCode = 1
  }
  const inFolder = (name: string): string => join(shownFolder, name)
  const stalePages =
    page === undefined || page.current === page.generated
      ? []
      : [relative(process.cwd(), page.file)]
  report('Stale', [...stale.map(([name]) => inFolder(name)), ...stalePages], 'npm run generate')
  report('Left over', leftOver.map(inFolder), 'delete it')
}
