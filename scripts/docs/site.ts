// All files of the site, from the contract, the guides and web/docs.
import { readSoundContract } from '../generate/sound-contract.ts'
import { aboutOf } from './about.ts'
import { bundled, fingerprinted, scalar } from './assets.ts'
import { callsOf } from './calls.ts'
import { downloads } from './downloads.ts'
import { eventsFile, eventsPage, socketsOf } from './events.ts'
import { articlePage, type Frame, type Group, icon } from './layout.ts'
import { llmsFull, llmsIndex } from './llms.ts'
import { webhooksOf } from './operations.ts'
import { documentScript, httpPage, referenceFile } from './reference.ts'
import { searchEntries } from './search.ts'
import { readTexts, type Texts } from './sources.ts'
import { startPage } from './start-page.ts'

/**
 * By name. The same sources give the same files, byte for byte.
 * @throws Error saying what is wrong with the contract, and where
 */
export async function buildSite(): Promise<Map<string, string>> {
  const contract = await readSoundContract()
  const [texts, styles, theme, page, reference, scalarFile] = await Promise.all([
    readTexts(),
    bundled('style.css'),
    bundled('theme.ts'),
    bundled('page.ts'),
    bundled('reference.ts'),
    scalar(),
  ])
  const about = aboutOf(contract)
  const calls = callsOf(contract)
  const operations = calls.map(({ operation }) => operation)
  const webhooks = webhooksOf(contract)
  const sockets = socketsOf(contract)
  const events = eventsPage(contract)
  const { schemas } = contract.openapi.components
  const first = startPage(about, texts.readme, texts.guides)
  const guides = [first, events, ...texts.guides, ...texts.project]
  const entries = searchEntries({ guides, operations, webhooks, sockets, schemas })

  const files = downloads(contract)
  const add = (name: string, text: string, from = 'scripts/docs'): string => {
    if (files.has(name))
      throw new Error(`${from}: the site has ${name} already. Call it otherwise.`)
    files.set(name, text)
    return name
  }
  const addHashed = (name: string, text: string): string => add(fingerprinted(name, text), text)
  const frame: Frame = {
    product: about.title,
    version: about.version,
    groups: groupsOf(texts),
    assets: {
      style: addHashed('docs.css', styles),
      theme: addHashed('theme.js', theme),
      page: addHashed('page.js', page),
      search: addHashed('search.js', `window.searchEntries = ${JSON.stringify(entries)}\n`),
    },
  }
  const scripts = [
    add(scalarFile.name, scalarFile.text),
    addHashed('openapi.js', documentScript(contract.openapi, calls)),
    addHashed('reference.js', reference),
  ]
  add(referenceFile, httpPage(frame, operations.length, scripts))
  add(icon.name, icon.text)
  for (const guide of guides) add(guide.file, articlePage(frame, guide), guide.path)
  const written = [...texts.guides, ...texts.project]
  add('llms.txt', llmsIndex(about, frame.groups, written))
  add(
    'llms-full.txt',
    llmsFull(about, { guides: [texts.readme, ...written], calls, webhooks, sockets, schemas }),
  )
  return files
}

const groupsOf = ({ guides, project }: Texts): Group[] => [
  {
    title: 'Reference',
    links: [
      { title: 'Start', file: 'index.html' },
      { title: 'HTTP reference', file: referenceFile },
      { title: 'Events', file: eventsFile },
    ],
  },
  { title: 'Guides', links: guides },
  { title: 'Project', links: project },
  {
    title: 'Downloads',
    links: [
      { title: 'openapi.yaml', file: 'openapi.yaml' },
      { title: 'openapi-3.0.yaml', file: 'openapi-3.0.yaml' },
      { title: 'asyncapi.yaml', file: 'asyncapi.yaml' },
      { title: 'llms.txt', file: 'llms.txt' },
    ],
  },
]
