// Pages from the repository's Markdown.
import createMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import { codeBlock, escaped, heading, slugOf } from './html.ts'
import type { Heading, Page } from './layout.ts'

export interface Section {
  /** Empty for what stands before the first heading. */
  id: string
  title: string
  text: string
}

export interface Guide extends Page {
  /** Where it stands in the repository, from its root. */
  path: string
  sections: Section[]
  /** As it was written, for llms-full.txt. */
  markdown: string
}

export type GuideSource = Pick<Guide, 'path' | 'file' | 'markdown'>

export interface Repository {
  /**
   * Which file of the site each path of the repository became. A link to anything else there becomes plain text, for the reader
   * of a site has no repository beside it.
   */
  pages: Map<string, string>
  exists: (path: string) => boolean
}

/** @throws Error naming the file, when it is empty or a link in it leads to nothing */
export function guideOf({ path, file, markdown }: GuideSource, repository: Repository): Guide {
  const parser = createMarkdownIt({ html: false, linkify: false })
  const tokens = parser.parse(markdown, {})
  identify(tokens)
  relink(tokens, path, repository)
  const sections = sectionsOf(tokens)
  const found = headingsOf(tokens)
  const title = plain(tokens.find(({ type }) => type === 'inline'))
  if (title === '') throw new Error(`${path} is empty.`)
  const text = sections.find((section) => section.text !== '')?.text ?? title
  return {
    path,
    file,
    markdown,
    // Last, for it takes the headings' texts out of the tokens.
    content: rendered(parser, tokens),
    title,
    sections,
    headings: found,
    description: firstSentence(text),
  }
}

function rendered(parser: MarkdownIt, tokens: Token[]): string {
  addRules(parser)
  return (
    parser.renderer
      .render(tokens, parser.options, {})
      // The policy of the pages allows no style in an attribute.
      .replaceAll(/ style="text-align:(\w+)"/g, ' class="$1"')
      .replaceAll('<table>', '<div class="table" tabindex="0"><table>')
      .replaceAll('</table>', '</table></div>')
  )
}

/** @returns each heading's token with what it says */
const headings = (tokens: Token[]): { token: Token; text: string }[] =>
  tokens.flatMap((token, at) =>
    token.type === 'heading_open' ? [{ token, text: plain(tokens[at + 1]) }] : [],
  )

const plain = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('')

/** The same heading a second time gets a number, as on GitHub. */
function identify(tokens: Token[]): void {
  const seen = new Map<string, number>()
  for (const { token, text } of headings(tokens)) {
    const slug = slugOf(text)
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    token.attrSet('id', times === 0 ? slug : `${slug}-${times}`)
  }
}

const idOf = (token: Token | undefined): string => String(token?.attrGet('id') ?? '')

const headingsOf = (tokens: Token[]): Heading[] =>
  headings(tokens)
    .filter(({ token }) => token.tag === 'h2')
    .map(({ token, text }) => ({ id: idOf(token), text }))

function relink(tokens: Token[], path: string, repository: Repository): void {
  for (const { children } of tokens) {
    const stack: Token[] = []
    for (const token of children ?? []) {
      if (token.type === 'link_open') {
        point(token, path, repository)
        stack.push(token)
      }
      if (token.type === 'link_close') token.tag = stack.pop()?.tag ?? 'a'
    }
  }
}

function point(token: Token, path: string, { pages, exists }: Repository): void {
  const href = String(token.attrGet('href') ?? '')
  if (/^([a-z]+:|#)/.test(href)) return
  const { pathname, hash } = new URL(href, `repository:///${path}`)
  const target = pathOf(pathname)
  if (target === undefined || !exists(target))
    throw new Error(`${path}: the link to ${href} leads to nothing.`)
  const page = pages.get(target)
  if (page !== undefined) token.attrSet('href', page + hash)
  else {
    token.tag = 'span'
    token.attrs = null
  }
}

/** `undefined` for what is no text at all, as in `%zz`. */
function pathOf(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname).slice(1)
  } catch {
    return undefined
  }
}

function addRules(parser: MarkdownIt): void {
  const { rules } = parser.renderer
  rules['fence'] = (tokens, at) => {
    const token = tokens[at]
    return codeBlock(token?.content ?? '', token?.info.trim())
  }
  rules['code_block'] = (tokens, at) => codeBlock(tokens[at]?.content ?? '')
  rules['heading_open'] = (tokens, at) => {
    const [opening, inline] = [tokens[at], tokens[at + 1]]
    const id = idOf(opening)
    const level = Number(opening?.tag.slice(1))
    const said = parser.renderer.renderInline(inline?.children ?? [], parser.options, {})
    if (inline !== undefined) inline.children = []
    return level === 1 ? `<h1 id="${escaped(id)}">${said}` : heading(level, id, said)
  }
  rules['heading_close'] = (tokens, at) => (tokens[at]?.tag === 'h1' ? '</h1>\n' : '\n')
}

/** What the search finds: one entry for each heading down to the third level. */
function sectionsOf(tokens: Token[]): Section[] {
  const sections: Section[] = [{ id: '', title: '', text: '' }]
  tokens.forEach((token, at) => {
    const last = sections.at(-1)
    if (token.type === 'heading_open' && token.tag !== 'h1' && token.tag <= 'h3')
      sections.push({ id: idOf(token), title: plain(tokens[at + 1]), text: '' })
    else if (last !== undefined && isText(tokens, at))
      last.text += `${token.type === 'inline' ? plain(token) : token.content} `
  })
  return sections.map((section) => ({
    ...section,
    text: section.text.replaceAll(/\s+/g, ' ').trim(),
  }))
}

const isText = (tokens: Token[], at: number): boolean =>
  tokens[at]?.type === 'fence' ||
  (tokens[at]?.type === 'inline' && tokens[at - 1]?.type !== 'heading_open')

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
