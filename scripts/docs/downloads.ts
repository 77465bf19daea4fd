// Both contracts in the forms that generators ask for.
import { stringify } from 'yaml'
import type { Contract } from '../generate/contract.ts'
import { openApi30 } from './openapi-3.0.ts'

const license = { name: 'MIT', url: 'https://opensource.org/license/mit' }

/** By file name. `asyncapi.yaml` refers to `openapi.yaml`, which lies beside it here as it does in `spec/`. */
export function downloads({ openapi, asyncapi, sources }: Contract): Map<string, string> {
  const older = openApi30(openapi, license)
  return new Map([
    ['openapi.yaml', sources.openapi],
    ['openapi.json', pretty(openapi)],
    ['openapi-3.0.yaml', toYaml(older)],
    ['openapi-3.0.json', pretty(older)],
    ['asyncapi.yaml', sources.asyncapi],
    ['asyncapi.json', pretty(asyncapi)],
  ])
}

/** Quoted wherever YAML 1.1 would read something else than a text, such as a time: old generators read 1.1. */
const toYaml = (document: unknown): string =>
  stringify(document, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 })

const pretty = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`
