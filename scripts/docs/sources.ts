// Which Markdown of the repository becomes which page.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Guide, guideOf } from './guides.ts'

const root = new URL('../../', import.meta.url)

/** Those that a reader needs first come first; a new one comes after them, by its name. */
const order = ['channels', 'tools', 'cron', 'configuration', 'clients', 'mock']

/** Guides that stand with what they are about. */
const sdks: Record<string, string> = {
  'sdk/typescript/README.md': 'sdk-typescript.html',
  'sdk/python/README.md': 'sdk-python.html',
}

/** By their path in the repository. */
const project: Record<string, string> = {
  'docs/architecture.md': 'architecture.html',
  'CONTRIBUTING.md': 'contributing.html',
  'CHANGELOG.md': 'changelog.html',
}

export interface Texts {
  readme: Guide
  guides: Guide[]
  /** About the project itself: how it is built, what changed. */
  project: Guide[]
}

/** @throws Error naming a page that is empty, or a link in one that leads nowhere */
export async function readTexts(): Promise<Texts> {
  const names = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'))
  const paths = names.map((name) => `docs/${name}`).filter((path) => !(path in project))
  const ordered = paths.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const guides = [...Object.keys(sdks), ...ordered]
  const pages = new Map([
    ...guides.map((path) => [path, fileOf(path)] as const),
    ...Object.entries(project),
    ['README.md', 'index.html'] as const,
    ['spec/openapi.yaml', 'openapi.yaml'] as const,
    ['spec/asyncapi.yaml', 'asyncapi.yaml'] as const,
  ])
  const read = async (path: string, file: string): Promise<Guide> => {
    const markdown = await readFile(fileURLToPath(new URL(path, root)), 'utf8')
    const shown = path === 'README.md' ? withoutLinks(markdown) : markdown
    return guideOf({ path, file, markdown: shown }, { pages, exists })
  }
  return {
    readme: await read('README.md', 'index.html'),
    guides: await Promise.all(guides.map((path) => read(path, fileOf(path)))),
    project: await Promise.all(Object.entries(project).map(([path, file]) => read(path, file))),
  }
}

const exists = (path: string): boolean => existsSync(new URL(path, root))

const baseOf = (path: string): string => path.replace(/^.*\/|\.md$/g, '')

const fileOf = (path: string): string => sdks[path] ?? `${baseOf(path)}.html`

function rank(path: string): number {
  const at = order.indexOf(baseOf(path))
  return at === -1 ? order.length : at
}

/** The site's navigation says it better. */
const withoutLinks = (readme: string): string => readme.replace(/^## Links$[\s\S]*?(?=^MIT )/m, '')
