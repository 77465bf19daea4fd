import { docsEntry, readDocsFile } from './docs-files.ts'
import { type Handlers, ok } from './handler.ts'

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
  getDocs: () => ok(docsEntry),
  getDocsFile: async ({ path }) => {
    const { content, type, headers } = await readDocsFile(path.file)
    return { status: 200, body: content, type, headers }
  },
} satisfies Handlers<
  | 'getOpenApiJson'
  | 'getOpenApiYaml'
  | 'getAsyncApiJson'
  | 'getAsyncApiYaml'
  | 'getDocs'
  | 'getDocsFile'
>
