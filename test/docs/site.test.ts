import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { buildSite } from '../../scripts/docs/site.ts'
import { operations } from '../../src/generated/operations.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let files = new Map<string, string>()
const text = (name: string): string => files.get(name) ?? ''
const pages = (): string[] => [...files.keys()].filter((name) => name.endsWith('.html'))
const addresses = (page: string): string[] =>
  [...text(page).matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  )

beforeAll(async () => {
  files = await buildSite()
})

describe('the files', () => {
  test('lie side by side, under names that the contract allows', () => {
    for (const name of files.keys()) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'index.html',
        'http.html',
        'events.html',
        'channels.html',
        'tools.html',
        'cron.html',
        'configuration.html',
        'architecture.html',
        'changelog.html',
        'openapi.yaml',
        'openapi.json',
        'openapi-3.0.yaml',
        'openapi-3.0.json',
        'asyncapi.yaml',
        'asyncapi.json',
        'llms.txt',
        'llms-full.txt',
      ]),
    )
  })

  test('are the same, byte for byte, when they are made again', async () => {
    expect(await buildSite()).toEqual(files)
  })

  test('lead nowhere that is not there, headings included', () => {
    const broken = pages().flatMap((page) =>
      addresses(page)
        .filter((address) => !/^(https?|data):/.test(address))
        .filter((address) => !leads(page, address))
        .map((address) => `${page}: ${address}`),
    )
    expect(broken).toEqual([])
  })

  test('load nothing from another host, and hold no script or style of their own', () => {
    for (const page of pages()) {
      expect(text(page)).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\//)
      expect(text(page)).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+="|\sstyle="/)
    }
  })
})

test('every page says in a sentence what it is about', () => {
  for (const page of pages())
    expect(text(page), page).toMatch(/<meta name="description" content="[^"]{10,}">/)
})

describe('the document of the reference', () => {
  const script = (): string =>
    text([...files.keys()].find((name) => /^openapi-[0-9a-f]{12}\.js$/.test(name)) ?? '')

  test('has no example that only another gateway knows, and each operation its scope and budget', () => {
    const [first = ''] = script().split('\n')
    const document = JSON.parse(first.replace('window.openapiDocument = ', '')) as {
      paths: Record<string, Record<string, { description?: string }>>
    }
    const found: string[] = []
    JSON.stringify(document, (_key, value: unknown) => {
      const { name, example } = (value ?? {}) as { name?: string; example?: unknown }
      if (typeof name === 'string' && example !== undefined) found.push(name)
      return value
    })
    expect(found).toEqual(expect.arrayContaining(['limit', 'types', 'channel']))
    for (const name of ['cursor', 'after', 'If-Match', 'Idempotency-Key'])
      expect(found).not.toContain(name)
    const described = (path: string): string => document.paths[path]?.['get']?.description ?? ''
    expect(described('/api/sessions')).toContain(
      'Scope: `sessions:read`. Budget: 200 a minute (other).',
    )
    expect(described('/health')).toContain('Open to everybody. Budget: ')
  })

  test('names the operations that can not be tried in a page', () => {
    const [, second = ''] = script().split('\n')
    expect(JSON.parse(second.replace('window.untriedOperations = ', ''))).toEqual([
      'receiveWebhook',
      'getChat',
      'getDocs',
      'getDocsFile',
    ])
  })
})

function leads(page: string, address: string): boolean {
  const [file = '', id] = address.split('#')
  const target = text(file === '' ? page : file)
  if (target === '') return false
  return (
    id === undefined || file === 'http.html' || target.includes(`id="${decodeURIComponent(id)}"`)
  )
}

describe('the downloads', () => {
  test('are the contract itself', () => {
    expect(parse(text('openapi.yaml'))).toEqual(JSON.parse(text('openapi.json')))
    expect(text('asyncapi.yaml')).toContain(`'./openapi.yaml#/`)
    expect(text('asyncapi.json')).not.toContain('openapi.yaml#')
    expect(parse(text('openapi-3.0.yaml'))).toEqual(JSON.parse(text('openapi-3.0.json')))
    // As PyYAML reads it, where a bare time would be no text.
    const old = parse(text('openapi-3.0.yaml'), { version: '1.1' }) as unknown
    expect(old).toEqual(JSON.parse(text('openapi-3.0.json')))
  })

  test('in OpenAPI 3.0 are valid, and lack no operation', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'openapi-3.0.yaml')
    await writeFile(file, text('openapi-3.0.yaml'))
    await writeFile(join(folder, 'redocly.yaml'), 'extends: [spec]\n')
    const redocly = fileURLToPath(new URL('../../node_modules/.bin/redocly', import.meta.url))
    await promisify(execFile)(redocly, ['lint', '--max-problems=5', file], {
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
    const { openapi, paths } = JSON.parse(text('openapi-3.0.json')) as {
      openapi: string
      paths: Record<string, Record<string, { operationId?: string }>>
    }
    expect(openapi).toBe('3.0.3')
    const ids = Object.values(paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ operationId = [] }) => operationId)
    expect(ids.sort()).toEqual(Object.keys(operations).sort())
  })
})

test('llms.txt has the form of llmstxt.org, and llms-full.txt all operations and events', () => {
  expect(text('llms.txt')).toMatch(/^# .+\n\n> .+\n\n/)
  const links = [...text('llms.txt').matchAll(/^- \[[^\]]+\]\(([^)]+)\)/gm)].map(([, file]) => file)
  expect(links.length).toBeGreaterThan(10)
  for (const file of links) expect(files.has(file ?? ''), file).toBe(true)
  for (const { method, path } of Object.values(operations))
    expect(text('llms-full.txt')).toContain(`## ${method.toUpperCase()} ${path}\n`)
  // Where the answers' fields are, what the gateway itself sends, and the other texts of the repository.
  const full = text('llms-full.txt')
  for (const shown of [
    '## Session\n',
    '- `lastActivity` (time, required)',
    '(`deliverMessage`)',
    '# OpenClaw HTTP API\n',
    '# Changelog\n',
    '# Contributing\n',
    ...['README.md', 'docs/architecture.md'].map(
      (path) =>
        readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').split('\n', 1)[0] ?? '',
    ),
  ])
    expect(full).toContain(shown)
  const index = text('llms.txt')
  for (const first of ['llms-full.txt', 'openapi.yaml'])
    expect(index.indexOf(`](${first})`)).toBeLessThan(index.indexOf('](http.html)'))
  expect(index).not.toMatch(/\): *$/m)
  for (const event of ['message:received', 'cron:finished', 'welcome', 'refused'])
    expect(text('llms-full.txt')).toContain(`#### ${event}\n`)
})

test('the event reference shows both sockets, each message with its fields, and why a socket is closed', () => {
  const page = text('events.html')
  for (const shown of [
    '/ws',
    '/chat/ws',
    'access_token',
    '4410',
    '1013',
    'message:received',
    'pong',
  ])
    expect(page).toContain(shown)
  // A field three levels down, with what it means.
  expect(page).toMatch(/payload\.(<wbr>)?attempts\[\]\.(<wbr>)?outcome/)
  expect(page).toContain('list of object')
})
