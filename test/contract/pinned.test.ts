import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { AsyncApi, OpenApi } from '../../scripts/check/compatibility/documents.ts'
import { operationsOf, schemasOf, sharedOf, socketsOf } from './pinned-notation.ts'

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8')

/** The lines of a file by hand, without its comments and empty lines. */
const pinned = async (name: string): Promise<string[]> =>
  (await read(`pinned-${name}.txt`)).split('\n').filter((line) => !/^(#|\s*$)/.test(line))

const openapi = parse(await read('../../spec/openapi.yaml')) as OpenApi
const asyncapi = parse(await read('../../spec/asyncapi.yaml')) as AsyncApi

it.each([
  ['operations', [...operationsOf(openapi), ...sharedOf(openapi)]],
  ['schemas', schemasOf(openapi.components['schemas'] ?? {})],
  ['sockets', [...socketsOf(asyncapi), ...schemasOf(asyncapi.components['schemas'] ?? {})]],
])('The contract promises what pinned-%s.txt says, no less and no more', async (name, lines) => {
  expect(lines).toEqual(await pinned(name))
})
