import asyncapi from '../generated/asyncapi.json' with { type: 'json' }
import openapi from '../generated/openapi.json' with { type: 'json' }

interface Parameter {
  name: string
  in: string
  description: string
}

interface Operation {
  parameters?: (Parameter | { $ref: string })[]
  operationId: string
  tags: string[]
  summary: string
  description: string
  security: Record<string, string[]>[]
  'x-rate-limit': { bucket: string; limit: number }
  requestBody?: { content: Record<string, { example?: unknown }> }
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>
}

interface Socket {
  address: string
  title: string
  description: string
  messages: object
}

const methods = ['get', 'post', 'patch', 'delete'] as const
let page: string | undefined

/** The reference as one page without scripts, made from both contracts once. */
export function docsPage(): string {
  page ??= [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(openapi.info.title)}</title><style>${style}</style></head><body><main>`,
    `<h1>${escape(openapi.info.title)} <small>${escape(openapi.info.version)}</small></h1>`,
    '<p>As files: <a href="/openapi.yaml">openapi.yaml</a>, <a href="/openapi.json">openapi.json</a>, ',
    '<a href="/asyncapi.yaml">asyncapi.yaml</a>, <a href="/asyncapi.json">asyncapi.json</a></p>',
    prose(openapi.info.description),
    ...openapi.tags.map(section),
    '<section><h2 id="sockets">sockets</h2>',
    prose(asyncapi.info.description),
    '</section>',
    ...Object.entries(asyncapi.channels).map(socketSection),
    '</main></body></html>',
  ].join('\n')
  return page
}

function section({ name, description }: { name: string; description: string }): string {
  const articles = operations()
    .filter(({ operation }) => operation.tags.includes(name))
    .map(operationArticle)
  return `<section><h2 id="${name}">${name}</h2>${prose(description)}${articles.join('\n')}</section>`
}

function socketSection([id, socket]: [string, Socket]): string {
  const articles = Object.keys(socket.messages).map((name) =>
    messageArticle(asyncapi.components.messages[name as keyof typeof asyncapi.components.messages]),
  )
  const heading = `<h2 id="${id}-socket">${escape(socket.title)}: <code>${escape(socket.address)}</code></h2>`
  return `<section>${heading}${prose(socket.description)}${articles.join('\n')}</section>`
}

function operations(): { method: string; path: string; operation: Operation }[] {
  const paths = openapi.paths as unknown as Record<string, Partial<Record<string, Operation>>>
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ method, path, operation }]
    }),
  )
}

function operationArticle(found: { method: string; path: string; operation: Operation }): string {
  const { method, path, operation } = found
  const [scheme] = operation.security
  const scope = Object.values(scheme ?? {})[0]?.[0] ?? (scheme === undefined ? 'public' : 'signed')
  const { bucket, limit } = operation['x-rate-limit']
  const request = Object.values(operation.requestBody?.content ?? {})[0]?.example
  const [status = '', response] =
    Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? []
  const answer = Object.values(response?.content ?? {})[0]?.example
  const errors = Object.keys(operation.responses).filter((code) => !code.startsWith('2'))
  return [
    `<article id="${operation.operationId}"><h3><code>${method.toUpperCase()} ${escape(path)}</code></h3>`,
    prose(operation.description),
    ...(operation.parameters ?? []).map(parameterLine),
    `<p class="facts">${escape(scope)} · ${limit}/min (${escape(bucket)})</p>`,
    request === undefined ? '' : `<p>Body</p>${example(request)}`,
    answer === undefined ? `<p>${status}</p>` : `<p>${status}</p>${example(answer)}`,
    `<p class="facts">Errors: ${errors.join(', ')}</p>`,
    '</article>',
  ].join('')
}

function parameterLine(parameter: Parameter | { $ref: string }): string {
  const { name, in: place, description } = resolved(parameter)
  return `<p><code>${escape(name)}</code> <small>${place}</small> ${inline(description)}</p>`
}

function resolved(parameter: Parameter | { $ref: string }): Parameter {
  if (!('$ref' in parameter)) return parameter
  const name = parameter.$ref.split('/').at(-1) ?? ''
  return (
    (openapi.components.parameters as unknown as Record<string, Parameter>)[name] ?? missing(name)
  )
}

function missing(name: string): never {
  throw new Error(`There is no parameter ${name}.`)
}

const messageArticle = (message: {
  name: string
  summary: string
  examples: { payload: unknown }[]
}): string =>
  `<article><h3><code>${escape(message.name)}</code></h3>${prose(message.summary)}${message.examples
    .map(({ payload }) => example(payload))
    .join('')}</article>`

const example = (value: unknown): string =>
  `<pre>${escape(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</pre>`

/** The contract's prose is Markdown; a table, and what it quotes as code or strong, is all that is shown as such. */
const prose = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map((block) =>
      block.startsWith('|') ? `<pre>${escape(block)}</pre>` : `<p>${inline(block)}</p>`,
    )
    .join('')

const inline = (text: string): string =>
  escape(text)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\[([^\]]+)\]\((https:[^)]+)\)/g, '<a href="$2">$1</a>')

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const style = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#fff, #14161a); color: light-dark(#1b1f24, #e4e7eb); }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1 small { font-weight: 400; opacity: .6; font-size: 1rem; }
h2 { margin-top: 3rem; text-transform: capitalize; border-bottom: 1px solid light-dark(#d9dee4, #2c3138); }
article { margin: 1.5rem 0; padding: .25rem 1rem; border: 1px solid light-dark(#d9dee4, #2c3138); border-radius: .6rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .75rem; border-radius: .4rem; background: light-dark(#f4f6f8, #1d2127); }
a { color: light-dark(#0b62c4, #7ab7ff); } .facts { opacity: .7; font-size: .875rem; }
`
