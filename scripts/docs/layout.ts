// What every page has around its content.
import { escaped } from './html.ts'

export interface Link {
  title: string
  file: string
}

export interface Group {
  title: string
  links: Link[]
}

export interface Heading {
  id: string
  text: string
}

export interface Page {
  file: string
  title: string
  description: string
  /** HTML. */
  content: string
  /** Of the list "On this page"; no list where there are fewer than two. */
  headings: Heading[]
}

/** The hashed names of what the pages load. */
export interface Assets {
  style: string
  theme: string
  page: string
  search: string
}

export interface Frame {
  product: string
  version: string
  groups: Group[]
  assets: Assets
}

/**
 * For other hosts than the gateway itself, which sends a narrower one: there a request may go to the gateway that the reader
 * names. `file:` is what `'self'` means for pages opened from disk.
 */
const policy = (inlineStyles: boolean): string =>
  [
    `default-src 'none'`,
    `script-src 'self' file:`,
    `style-src 'self' file:${inlineStyles ? ` 'unsafe-inline'` : ''}`,
    `img-src 'self' file: data:`,
    inlineStyles ? 'connect-src *' : `connect-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2c5fd6" d="M16 3C8.3 3 2 8.4 2 15c0 3.7 2 7 5.1 9.2L6 29l5.6-2.6c1.4.4 2.9.6 4.4.6 7.7 0 14-5.4 14-12S23.7 3 16 3z"/></svg>
`

/** What stands for the product, in the tab and beside its name. */
export const icon = { name: 'icon.svg', text: svg }

/** A page of our own: navigation at the side, the content, and what is on the page. */
export const articlePage = (frame: Frame, page: Page): string =>
  document(frame, page, {
    body: `<div class="columns">
${sidebar(frame, page.file)}
<main id="content" tabindex="-1"><article>
${page.content}
</article>
${footer(frame)}</main>
${outline(page.headings)}
</div>`,
  })

/** The page that Scalar fills; the navigation is behind the menu button there. */
export const referencePage = (frame: Frame, page: Page, scripts: string[]): string =>
  document(frame, page, {
    className: 'reference',
    scripts,
    inlineStyles: true,
    body: `${sidebar(frame, page.file)}
<main id="content" tabindex="-1">
${page.content}
</main>`,
  })

interface Document {
  body: string
  className?: string
  scripts?: string[]
  inlineStyles?: boolean
}

function document(
  { product, version, assets }: Frame,
  { title, description, file }: Page,
  { body, className = '', scripts = [], inlineStyles = false }: Document,
): string {
  const full = file === 'index.html' ? title : `${title} · ${product}`
  return `<!doctype html>
<html lang="en" class="${className}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy(inlineStyles))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(description)}">
<title>${escaped(full)}</title>
<link rel="icon" href="${icon.name}">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.theme}"></script>
</head>
<body data-search="${assets.search}">
<a class="skip" href="#content">Skip to the content</a>
<header class="bar">
<button class="menu" type="button" aria-expanded="false" aria-controls="navigation">Menu</button>
<a class="brand" href="index.html"><img src="${icon.name}" alt="" width="22" height="22">${escaped(product)} <span class="version">${escaped(version)}</span></a>
<button class="find" type="button" aria-keyshortcuts="/" aria-label="Search"><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="11" cy="11" r="6.5" /><path d="m16 16 5 5" /></svg><span>Search</span> <kbd>/</kbd></button>
<button class="dark" type="button" aria-pressed="false" aria-label="Dark mode"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18" /></svg></button>
</header>
${body}
<dialog class="search" aria-label="Search">
<input type="search" aria-label="Search the documentation" placeholder="Search guides, operations and events" autocomplete="off" spellcheck="false">
<p class="count" role="status"></p>
<ul></ul>
</dialog>
<noscript><p class="noscript">The HTTP reference and the search need JavaScript; the rest can be read without.</p></noscript>
${scripts.map((name) => `<script src="${name}"></script>\n`).join('')}<script src="${assets.page}"></script>
</body>
</html>
`
}

const sidebar = ({ groups }: Frame, current: string): string =>
  `<nav id="navigation" aria-label="Documentation">
${groups.map((group) => groupOf(group, current)).join('\n')}
</nav>`

const groupOf = ({ title, links }: Group, current: string): string =>
  `<h2>${escaped(title)}</h2>
<ul>
${links.map(({ title: name, file }) => `<li><a href="${file}"${file === current ? ' aria-current="page"' : ''}>${escaped(name)}</a></li>`).join('\n')}
</ul>`

const outline = (headings: Heading[]): string =>
  headings.length < 2
    ? ''
    : `<aside class="outline"><nav aria-label="On this page"><h2>On this page</h2>
<ul>
${headings.map(({ id, text }) => `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`).join('\n')}
</ul></nav></aside>`

const footer = ({ product, version }: Frame): string =>
  `<footer>${escaped(product)} ${escaped(version)} · <a href="changelog.html">Changes</a> · <a href="llms.txt">llms.txt</a></footer>`
