import { parentPort, workerData } from 'node:worker_threads'
import { convert, type HtmlToTextOptions, type SelectorDefinition } from 'html-to-text'

/** What the worker is given. */
export interface HtmlJob {
  html: string
  /** Of the page: its links become absolute. */
  url: string
  /** In UTF-16 code units. */
  maxLength: number
}

/** What it answers. */
export interface HtmlText {
  text: string
  truncated: boolean
}

const unread = ['script', 'style', 'template', 'svg', 'img', 'iframe', 'object']
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'title']

const options = (url: string): HtmlToTextOptions => ({
  wordwrap: false,
  // All of the document, for its title; html-to-text takes it whole when it finds none of these.
  baseElements: { selectors: [] },
  // Each level is a call inside the last one.
  limits: { maxDepth: 256, ellipsis: '…' },
  selectors: [
    ...unread.map((selector): SelectorDefinition => ({ selector, format: 'skip' })),
    ...headings.map((selector): SelectorDefinition => ({
      selector,
      format: 'heading',
      options: { uppercase: false, leadingLineBreaks: 2 },
    })),
    { selector: 'hr', options: { length: 3 } },
    {
      selector: 'a',
      options: {
        hideLinkHrefIfSameAsText: true,
        noAnchorUrl: true,
        pathRewrite: (href: string) => absolute(href, url),
      },
    },
  ],
})

const absolute = (href: string, url: string): string => URL.parse(href, url)?.href ?? href

function run({ html, url, maxLength }: HtmlJob): HtmlText {
  const text = convert(html, options(url)).trim()
  return { text: text.slice(0, maxLength).toWellFormed(), truncated: text.length > maxLength }
}

parentPort?.postMessage(run(workerData as HtmlJob))
