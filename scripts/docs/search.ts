// What the search of every page looks through, made when the pages are.
import type { SearchEntry } from '../../web/docs/find.ts'
import type { Socket } from './events.ts'
import { eventsFile } from './events.ts'
import type { Guide } from './guides.ts'
import type { Operation, Request, Webhook } from './operations.ts'
import { hashOf, referenceFile, webhookHashOf } from './reference.ts'
import { fieldsOf } from './schema.ts'

export interface Searchable {
  guides: Guide[]
  operations: Operation[]
  webhooks: Webhook[]
  sockets: Socket[]
  schemas: Record<string, Record<string, unknown>>
}

export const searchEntries = ({
  guides,
  operations,
  webhooks,
  sockets,
  schemas,
}: Searchable): SearchEntry[] => [
  ...operations.map((operation) => ({
    k: 'Operation',
    t: `${operation.summary} · ${operation.method} ${operation.path}`,
    u: `${referenceFile}#${hashOf(operation)}`,
    x: textOf(operation, schemas),
  })),
  ...webhooks.map((webhook) => ({
    k: 'Webhook',
    t: webhook.summary,
    u: `${referenceFile}#${webhookHashOf(webhook)}`,
    x: textOf(webhook, schemas),
  })),
  ...sockets.flatMap(({ address, operations: directions }) =>
    directions.flatMap(({ messages }) =>
      messages.map(({ name, id, summary, fields }) => ({
        k: 'Event',
        t: `${name} (${address})`,
        u: `${eventsFile}#${id}`,
        x: joined(summary, ...fields.map(({ path }) => path)),
      })),
    ),
  ),
  ...guides.flatMap(({ title, file, sections }) =>
    sections.map((section) => ({
      k: 'Guide',
      t: section.title === '' ? title : `${title}: ${section.title}`,
      u: section.id === '' ? file : `${file}#${section.id}`,
      x: section.text,
    })),
  ),
  ...Object.entries(schemas).map(([name, { description, properties }]) => ({
    k: 'Schema',
    t: name,
    u: `${referenceFile}#schemas/${name}`,
    x: joined(typeof description === 'string' ? description : '', ...Object.keys(properties ?? {})),
  })),
]

const textOf = (
  { description, id, parameters, body }: Request,
  schemas: Searchable['schemas'],
): string => {
  const fields = body === undefined ? [] : fieldsOf(schemas[body.schemaName], schemas)
  const names = [...parameters.map(({ name }) => name), ...fields.map(({ path }) => path)]
  return joined(description, id, ...names)
}

const joined = (...texts: string[]): string => texts.join(' ').replaceAll(/\s+/g, ' ').trim()
