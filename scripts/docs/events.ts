// The event reference: both sockets, what each sends and takes, with every field and an example.
import createMarkdownIt from 'markdown-it'
import type { Contract } from '../generate/contract.ts'
import { code, codeBlock, escaped, heading, slugOf } from './html.ts'
import { guideOf, type Guide } from './guides.ts'
import { nameOf } from './operations.ts'
import { type Field, fieldsOf } from './schema.ts'

type Tree = Record<string, unknown>

export interface EventMessage {
  /** As it stands on the wire. */
  name: string
  /** Where it is on the page. */
  id: string
  summary: string
  fields: Field[]
  examples: { name: string; payload: unknown }[]
}

export interface Socket {
  address: string
  title: string
  description: string
  query: Field[]
  operations: { id: string; direction: string; summary: string; messages: EventMessage[] }[]
}

export const eventsFile = 'events.html'

interface Source {
  info: { description: string }
  servers: Record<string, { protocol: string; host: string }>
  channels: Record<string, Channel>
  operations: Record<string, Operation>
  components: { messages: Record<string, Message>; schemas: Tree; securitySchemes: Tree }
}

interface Channel {
  address: string
  title: string
  description: string
  bindings: { ws: { query?: unknown } }
}

interface Operation {
  action: 'send' | 'receive'
  channel: { $ref: string }
  summary: string
  messages: { $ref: string }[]
}

interface Message {
  name: string
  summary: string
  payload: unknown
  examples: EventMessage['examples']
}

/** In the contract's order. */
export function socketsOf({ asyncapi }: Pick<Contract, 'asyncapi'>): Socket[] {
  const { channels, operations, components } = asyncapi as unknown as Source
  return Object.entries(channels).map(([name, channel]) => ({
    ...channel,
    query: fieldsOf(channel.bindings.ws.query ?? {}, components.schemas),
    operations: Object.entries(operations)
      .filter(([, operation]) => nameOf(operation.channel) === name)
      .map(([id, { action, summary, messages }]) => ({
        id,
        direction: action === 'send' ? 'From the server' : 'To the server',
        summary,
        messages: messages.map((message) => messageOf(nameOf(message) ?? '', name, components)),
      })),
  }))
}

function messageOf(key: string, channel: string, components: Source['components']): EventMessage {
  const message = components.messages[key]
  if (message === undefined) throw new Error(`spec/asyncapi.yaml: there is no message ${key}.`)
  const { name, summary, payload, examples } = message
  const id = slugOf(`${channel} ${name.replaceAll(':', ' ')}`)
  return { name, id, summary, examples, fields: fieldsOf(payload, components.schemas) }
}

const markdown = createMarkdownIt()

/** The contract's own description comes first: how to connect, the close codes and what to do. */
export function eventsPage(contract: Contract): Guide {
  const { info, servers } = contract.asyncapi as unknown as Source
  const about = guideOf(
    {
      path: 'spec/asyncapi.yaml',
      file: eventsFile,
      markdown: `# Events\n\n${info.description}`,
    },
    { pages: new Map(), exists: () => false },
  )
  const sockets = socketsOf(contract)
  const where = Object.values(servers)[0]
  const base = `${where?.protocol ?? 'ws'}://${where?.host ?? ''}`
  return {
    ...about,
    content: [
      about.content,
      ...sockets.map((socket) => socketSection(socket, base)),
      heading(2, 'event-contract', 'The contract'),
      '<p>All of this stands in <a href="asyncapi.yaml">asyncapi.yaml</a> (<a href="asyncapi.json">as JSON, in one document</a>), which is AsyncAPI 3.0.</p>',
    ].join('\n'),
    headings: [
      ...about.headings,
      ...sockets.map(({ address, title }) => ({
        id: slugOf(address),
        text: `${title}: ${address}`,
      })),
      { id: 'event-contract', text: 'The contract' },
    ],
  }
}

const socketSection = (socket: Socket, base: string): string =>
  [
    heading(2, slugOf(socket.address), `${escaped(socket.title)}: ${code(socket.address)}`),
    `<p>${markdown.renderInline(socket.description)}</p>`,
    codeBlock(base + socket.address),
    socket.query.length === 0 ? '' : `<h4>Query parameters</h4>${fieldTable(socket.query)}`,
    ...socket.operations.flatMap(({ id, direction, summary, messages }) => [
      heading(3, slugOf(id), escaped(direction)),
      `<p>${markdown.renderInline(summary)}</p>`,
      `<ul class="chips">${messages.map((message) => `<li><a href="#${message.id}">${code(message.name)}</a></li>`).join('')}</ul>`,
      ...messages.map(messageSection),
    ]),
  ].join('\n')

const messageSection = ({ id, name, summary, fields, examples }: EventMessage): string =>
  `<section class="message">
${heading(4, id, code(name))}
<p>${markdown.renderInline(summary)}</p>
${fieldTable(fields)}
${examples.map((example) => `<p class="label">Example: ${escaped(example.name)}</p>${codeBlock(JSON.stringify(example.payload, null, 2), 'json')}`).join('')}
</section>`

const fieldTable = (fields: Field[]): string =>
  `<div class="table" tabindex="0"><table class="fields"><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>
${fields.map(fieldRow).join('\n')}
</tbody></table></div>`

const fieldRow = ({ path, type, required, description, rules }: Field): string =>
  `<tr><td>${code(path).replaceAll('.', '.<wbr>')}</td><td>${escaped(type)}${required ? '<br><span class="required">required</span>' : ''}</td>` +
  `<td>${markdown.renderInline(description)}${rules.length === 0 ? '' : `<p class="rules">${markdown.renderInline(rules.join('; '))}</p>`}</td></tr>`
