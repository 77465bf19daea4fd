import { afterAll, beforeAll, expect, test } from 'vitest'
import { Judge } from '../contract/judge.ts'
import { writeSite } from '../docs/built-site.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let judge: Judge
let files: Map<string, string>

beforeAll(async () => {
  files = await writeSite()
  judge = await Judge.open()
  server = await startTestServer({ config: { rateLimits: { enabled: false } } })
})
afterAll(() => server[Symbol.asyncDispose]())

const get = (path: string): Promise<Response> => server.fetch(path, { token: null })

test('every file is served as it is, without a token, and by the contract', async () => {
  for (const [name, text] of files) {
    const answer = await get(`/docs/${name}`)
    const body = await answer.text()
    const { status, headers } = answer
    expect({ name, status }).toEqual({ name, status: 200 })
    if (name.endsWith('.json')) expect(JSON.parse(body)).toEqual(JSON.parse(text))
    else expect(body === text, name).toBe(true)
    expect(judge.faultsOf('getDocsFile', { status, headers, body }), name).toEqual([])
  }
})

test.each([
  ['index.html', 'text/html'],
  ['llms.txt', 'text/plain'],
  ['openapi.yaml', 'application/yaml'],
  ['openapi-3.0.json', 'application/json'],
])('%s is %s', async (name, type) => {
  const { headers } = await get(`/docs/${name}`)
  expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('/docs leads to the first page', async () => {
  const answer = await get('/docs')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain(
    '<meta http-equiv="refresh" content="0; url=/docs/index.html">',
  )
})

test('a page may run the scripts beside it and ask this gateway, and nothing else', async () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  for (const name of [...files.keys()].filter((one) => one.endsWith('.html'))) {
    const { headers } = await get(`/docs/${name}`)
    const allowed = headers.get('content-security-policy')
    // Scalar puts its styles into the page by script.
    if (name === 'http.html')
      expect(allowed).toBe(policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"))
    else expect({ name, allowed }).toEqual({ name, allowed: policy })
  }
})

test('what is named after its content is kept for ever, the pages are asked for again', async () => {
  const cached = async (name: string): Promise<string | null> =>
    (await get(`/docs/${name}`)).headers.get('cache-control')
  const scripts = [...files.keys()].filter((name) => /\.(js|css)$/.test(name))
  expect(scripts.length).toBeGreaterThan(5)
  for (const name of scripts) expect(await cached(name)).toBe('public, max-age=31536000, immutable')
  expect(await cached('index.html')).toBe('no-cache')
  expect(await cached('openapi-3.0.json')).toBe('no-cache')
})

test.each(['nonesuch.html', '..%2Fpackage.json', 'package.json', 'index.html.part', 'index'])(
  'there is no file %s',
  async (name) => {
    const answer = await get(`/docs/${name}`)
    expect([400, 404]).toContain(answer.status)
    expect(await answer.json()).toHaveProperty('error.details')
  },
)
