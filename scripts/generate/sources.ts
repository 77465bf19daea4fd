import type { Contract } from './contract.ts'
import { header } from './header.ts'

/** Both files word for word, to be served without looking for them on disk. */
export function sourcesModule({ sources }: Contract): string {
  return [
    header,
    `export const openapiYaml = ${JSON.stringify(sources.openapi)}\n\n`,
    `export const asyncapiYaml = ${JSON.stringify(sources.asyncapi)}\n`,
  ].join('')
}
