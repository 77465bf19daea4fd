// Writes src/generated/, the generated parts of both SDKs and the table of keys in docs/configuration.md from spec/. With --check it
// writes nothing and fails when what is there is stale. --out names another folder for the first alone; the SDKs are then left out,
// and so is the page unless --page names one.
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
import { pythonFiles } from './generate/sdk/python.ts'
import { typescriptFiles } from './generate/sdk/typescript.ts'
import { sourcesModule } from './generate/sources.ts'
import { typesModule } from './generate/types.ts'

const { values: options } = parseArgs({
  options: { check: { type: 'boolean' }, out: { type: 'string' }, page: { type: 'string' } },
})

interface Folder {
  path: string
  /** name → text */
  files: Record<string, string>
}

const own = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const shown = (path: string): string => relative(process.cwd(), path)
const pageFile =
  options.page ?? (options.out === undefined ? own('docs/configuration.md') : undefined)

const contract = await readContract()
refuseWrongExamples(contract)
const folders = await generate()
const page = pageFile === undefined ? undefined : await readPage(pageFile)
if (options.check) await check()
else await write()

async function generate(): Promise<Folder[]> {
  const server = { path: options.out ?? own('src/generated'), files: await serverFiles() }
  if (options.out !== undefined) return [server]
  return [
    server,
    { path: own('sdk/typescript/src/generated'), files: await typescriptFiles(contract) },
    { path: own('sdk/python/src/openclaw/_generated'), files: pythonFiles(contract) },
  ]
}

async function serverFiles(): Promise<Record<string, string>> {
  return {
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
  }
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

async function write(): Promise<void> {
  for (const { path, files } of folders) {
    await mkdir(path, { recursive: true })
    for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
    console.log(`Wrote ${String(Object.keys(files).length)} files to ${shown(path)}.`)
  }
  if (page !== undefined) await writeFile(page.file, page.generated)
}

async function check(): Promise<void> {
  const compared = await Promise.all(folders.map(compare))
  const stalePages = page === undefined || page.current === page.generated ? [] : [shown(page.file)]
  report('Stale', [...compared.flatMap(({ stale }) => stale), ...stalePages], 'npm run generate')
  report(
    'Left over',
    compared.flatMap(({ leftOver }) => leftOver),
    'delete it',
  )
}

async function compare({ path, files }: Folder): Promise<{ stale: string[]; leftOver: string[] }> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  const found = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const texts = await Promise.all(found.map((name) => readFile(join(path, name), 'utf8')))
  const current = new Map(found.map((name, index) => [name, texts[index]]))
  const names = Object.keys(files)
  const inFolder = (name: string): string => join(shown(path), name)
  return {
    stale: names.filter((name) => current.get(name) !== files[name]).map(inFolder),
    leftOver: found.filter((name) => !names.includes(name)).map(inFolder),
  }
}

function report(what: string, paths: string[], cure: string): void {
  if (paths.length === 0) return
  console.error(`${what}: ${paths.join(', ')}. To mend: ${cure}`)
  process.exitCode = 1
}
