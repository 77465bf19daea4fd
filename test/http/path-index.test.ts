import { afterAll, describe, expect, test } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import { PathIndex } from '../../src/http/path-index.ts'
import { startTestServer } from '../support/server.ts'

const indexOf = (...paths: string[]): PathIndex<string> => {
  const index = new PathIndex<string>()
  for (const path of paths) index.add(path, path)
  return index
}

describe('the index of paths', () => {
  const index = indexOf('/a', '/a/{id}', '/a/{id}/b', '/a/new', '/{x}/{y}/c')

  test.each([
    ['/a', '/a'],
    ['/A/', '/a'],
    ['/a/7', '/a/{id}'],
    ['/a/7/B', '/a/{id}/b'],
    ['/a/new', '/a/new'],
    ['/a/new/b', '/a/{id}/b'],
    ['/a/new/c', '/{x}/{y}/c'],
    ['/b/7/c', '/{x}/{y}/c'],
  ])('finds %s at %s', (path, found) => {
    expect(index.find(path)).toBe(found)
  })

  test.each(['/', '', '*', '/b', '/a/7/b/c', '//a'])('finds nothing at "%s"', (path) => {
    expect(index.find(path)).toBeUndefined()
  })

  test('knows every path of the contract', () => {
    const paths = Object.values(operations).map(({ path }) => path)
    const all = indexOf(...paths)
    expect(paths.map((path) => all.find(path.replaceAll(/[{}]/g, '')))).toEqual(paths)
  })
})

describe('over HTTP', async () => {
  const server = await startTestServer({ config: { rateLimits: { enabled: false } } })
  afterAll(() => server[Symbol.asyncDispose]())

  test.each(['/api/sessions', '/api/sessions/', '/API/Sessions', '/api/sessions?limit=1'])(
    '%s lists the sessions',
    async (path) => {
      const response = await server.fetch(path)
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ sessions: [] })
    },
  )

  test.each(['/api', '/api//sessions', '/api/sessions//', '/api/sessions/a/b', '/docs/a/b'])(
    '%s is no path',
    async (path) => {
      expect((await server.fetch(path)).status).toBe(404)
    },
  )

  test('a parameter is decoded, and what can not be is refused', async () => {
    const known = await server.fetch('/api/sessions/session%2D1')
    expect(await known.text()).toContain('session-1')
    expect((await server.fetch('/api/sessions/%E0%A4%A')).status).toBe(400)
  })
})
