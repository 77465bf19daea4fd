import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { startServer } from '../../src/server.ts'
import { throughPrism } from '../contract/prism/through-prism.ts'

export const gatewayToken = 'test-gateway-token-0123456789'

export interface TestServer extends AsyncDisposable {
  url: string
  dataDir: string
  /** Everything that the server wrote: its first lines and its log. */
  output(): string
  /** A request with the gateway token, unless `token` says otherwise; `null` sends none. */
  fetch(
    path: string,
    init?: RequestInit & { token?: string | null; json?: unknown },
  ): Promise<Response>
}

export interface TestServerOptions {
  /** The configuration file's content. */
  config?: object
  env?: Record<string, string>
  /** One that is there already, to start again on the same state; it is then kept. */
  dataDir?: string
  /** As the flag of the command line. */
  resetPatches?: boolean
}

/** The real server on a free port of its own, with its state in a temporary folder. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'openclaw-test-'))
  const dataDir = options.dataDir ?? join(folder, 'data')
  const file = join(folder, 'openclaw.json')
  await writeFile(file, JSON.stringify(options.config ?? {}))
  const written: string[] = []
  const server = await startServer({
    file,
    cwd: folder,
    resetPatches: options.resetPatches ?? false,
    env: {
      OPENCLAW_PORT: '0',
      OPENCLAW_DATA_DIR: dataDir,
      OPENCLAW_GATEWAY_TOKEN: gatewayToken,
      ...options.env,
    },
    output: { write: (text) => written.push(text) },
  })
  const proxy = inject('throughPrism') ? await throughPrism(server.url) : undefined
  const { url } = proxy ?? server
  return {
    url,
    dataDir,
    // Behind Prism the server's own address would be one that the test does not know.
    output: () => written.join('').replaceAll(server.url, url),
    fetch: (path, init = {}) => send(url + path, init),
    async [Symbol.asyncDispose]() {
      await server.close()
      await proxy?.[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function send(
  url: string,
  { token = gatewayToken, json, ...init }: RequestInit & { token?: string | null; json?: unknown },
): Promise<Response> {
  const headers = new Headers(init.headers)
  if (token !== null && !headers.has('authorization'))
    headers.set('authorization', `Bearer ${token}`)
  if (json === undefined) return fetch(url, { ...init, headers })
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  return fetch(url, { method: 'POST', ...init, headers, body: JSON.stringify(json) })
}
