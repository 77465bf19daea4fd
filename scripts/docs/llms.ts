// For language models, in the form of llmstxt.org: an index, and everything in one file.
import type { About } from './about.ts'
import type { Call } from './calls.ts'
import { curlSample } from './curl.ts'
import type { Socket } from './events.ts'
import type { Guide } from './guides.ts'
import type { Group, Link } from './layout.ts'
import type { Request, Webhook } from './operations.ts'
import { referenceFile } from './reference.ts'
import { type Field, fieldsOf } from './schema.ts'

/** What can be read without a browser comes first. */
const contracts = `## Contract

- [llms-full.txt](llms-full.txt): all of this documentation in one file: every operation, event, field and guide
- [openapi.yaml](openapi.yaml): the HTTP API, OpenAPI 3.1
- [asyncapi.yaml](asyncapi.yaml): the events of both WebSockets, AsyncAPI 3.0
`

export function llmsIndex(
  { title, summary, description }: About,
  groups: Group[],
  guides: Guide[],
): string {
  const described = new Map([
    ...guides.map((guide) => [guide.file, guide.description] as const),
    [referenceFile, 'openapi.yaml as a page; it is drawn by JavaScript'] as const,
  ])
  const line = ({ title: name, file }: Link): string => {
    const note = described.get(file)
    return `- [${name}](${file})${note === undefined ? '' : `: ${note}`}`
  }
  // Those stand above already.
  const shown = groups.filter((group) => group.title !== 'Downloads')
  const sections = shown.map(
    (group) => `## ${group.title}\n\n${group.links.map(line).join('\n')}\n`,
  )
  return `# ${title}\n\n> ${summary}\n\n${description}\n\n${[contracts, ...sections].join('\n')}`
}

type Schemas = Record<string, Record<string, unknown>>

export interface Everything {
  calls: Call[]
  webhooks: Webhook[]
  sockets: Socket[]
  schemas: Schemas
  guides: Guide[]
}

export const llmsFull = (
  { title, summary, description }: About,
  { calls, webhooks, sockets, schemas, guides }: Everything,
): string =>
  [
    `# ${title}\n\n> ${summary}\n\n${description}`,
    `# HTTP operations\n\nThe fields of answers stand under Schemas.`,
    ...calls.map((call) => operationText(call, schemas)),
    `# Webhooks\n\nWhat the gateway itself sends, to the \`url\` of a channel of type \`webhook\`.`,
    ...webhooks.map((webhook) => webhookText(webhook, schemas)),
    `# Schemas`,
    ...Object.entries(schemas).flatMap(([name, schema]) => schemaText(name, schema, schemas)),
    `# Events`,
    ...sockets.map(socketText),
    ...guides.map(({ markdown }) => markdown.trim()),
  ]
    .join('\n\n')
    .concat('\n')

function operationText(call: Call, schemas: Schemas): string {
  const { operation } = call
  const { method, path, scopes, security, budget } = operation
  const access =
    security === 'bearerAuth'
      ? `a token with the scope ${scopes.join(', ')}`
      : (security ?? 'open to everybody')
  return [
    `## ${method} ${path}`,
    ...requestText(operation, schemas),
    `Access: ${access}. Budget: ${budget}.`,
    `\`\`\`sh\n${curlSample(call)}\n\`\`\``,
  ].join('\n\n')
}

const webhookText = (webhook: Webhook, schemas: Schemas): string =>
  [`## ${webhook.method} ${webhook.name}`, ...requestText(webhook, schemas)].join('\n\n')

function requestText(
  { id, summary, description, parameters, body, answers }: Request,
  schemas: Schemas,
): string[] {
  const fields = body === undefined ? [] : fieldsOf(schemas[body.schemaName], schemas)
  const named = parameters.map(
    (one) => `- ${one.in} \`${one.name}\`${one.required ? ', required' : ''}: ${one.description}`,
  )
  const told = answers.map(({ status, mediaTypes, schemaName }) =>
    [status, schemaName, mediaTypes.length === 0 ? undefined : `(${mediaTypes.join(', ')})`]
      .filter((part) => part !== undefined)
      .join(' '),
  )
  return [
    `${summary} (\`${id}\`). ${description}`,
    ...(named.length === 0 ? [] : [named.join('\n')]),
    ...(fields.length === 0 ? [] : [`Body:\n${fieldLines(fields)}`]),
    `Answers: ${told.join(', ')}.`,
  ]
}

function schemaText(name: string, schema: Schemas[string], schemas: Schemas): string[] {
  const fields = fieldsOf(schema, schemas)
  const { description } = schema
  const about = typeof description === 'string' ? [description.trim()] : []
  return fields.length === 0 ? [] : [[`## ${name}`, ...about, fieldLines(fields)].join('\n\n')]
}

const fieldLines = (fields: Field[]): string =>
  fields
    .map(({ path, type, required, description, rules }) =>
      [`- \`${path}\` (${type}${required ? ', required' : ''})`, description, rules.join('; ')]
        .filter((part) => part !== '')
        .join(': ')
        .replaceAll('\n', ' '),
    )
    .join('\n')

const socketText = ({ address, title, description, query, operations }: Socket): string =>
  [
    `## ${title}: ${address}`,
    description,
    ...(query.length === 0 ? [] : [`Query:\n${fieldLines(query)}`]),
    ...operations.flatMap(({ direction, summary, messages }) => [
      `### ${direction}\n\n${summary}`,
      ...messages.map(
        ({ name, summary: what, fields, examples }) =>
          `#### ${name}\n\n${what}\n\n${fieldLines(fields)}\n\n${examples
            .map(({ payload }) => `\`\`\`json\n${JSON.stringify(payload)}\n\`\`\``)
            .join('\n\n')}`,
      ),
    ]),
  ].join('\n\n')
