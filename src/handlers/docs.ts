import type { Document } from '../generated/types.ts'
import { readDocsFile } from './docs-files.ts'
import { found, type Handlers, ok } from './handler.ts'

/** The documents are loaded when they are first asked for: most gateways never are. */
export const docs = {
  getOpenApiJson: async () => {
    const { default: document } = await import('../generated/openapi.json', {
      with: { type: 'json' },
    })
    return ok(document)
  },
  getOpenApiYaml: async () => ok((await import('../generated/sources.ts')).openapiYaml),
  getAsyncApiJson: async () => {
    const { default: document } = await import('../generated/asyncapi.json', {
      with: { type: 'json' },
    })
    return ok(document)
  },
  getAsyncApiYaml: async () => ok((await import('../generated/sources.ts')).asyncapiYaml),
  getDocs: () => found({ Location: '/docs/index.html' }),
  getDocsFile: async ({ path }) => {
    const { text, type, headers } = await readDocsFile(path.file)
    const body = type === 'application/json' ? (JSON.parse(text) as Document) : text
    return { status: 200, body, type, headers }
  },
} satisfies Handlers<
  | 'getOpenApiJson'
  | 'getOpenApiYaml'
  | 'getAsyncApiJson'
  | 'getAsyncApiYaml'
  | 'getDocs'
  | 'getDocsFile'
>
