/** What a body is good for. */
export type Content = 'html' | 'text' | 'binary'

const html = new Set(['text/html', 'application/xhtml+xml'])

const textual =
  /^text\/|[/+](json|xml|yaml)$|^application\/(x-)?(ecmascript|graphql|javascript|json5|jsonl|ndjson|sh|sql|toml|typescript|www-form-urlencoded|yaml)$/

const htmlStart = /^\s*<(!doctype html|html)[\s>]/i

/** @param contentType as the header has it, or empty: then the body's beginning tells */
export function contentOf(contentType: string, beginning: () => Buffer): Content {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === '') return sniffed(beginning().subarray(0, 1024))
  if (html.has(type)) return 'html'
  return textual.test(type) ? 'text' : 'binary'
}

function sniffed(beginning: Buffer): Content {
  if (beginning.includes(0)) return 'binary'
  return htmlStart.test(beginning.toString('latin1')) ? 'html' : 'text'
}
