import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Config, ErrorReport, EventPage, Status } from '../../../src/generated/types.ts'
import { startServer } from '../../../src/server.ts'
import { gatewayToken } from '../../support/server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { until } from '../../support/until.ts'

/** In the file itself: what is in the environment would go before it. */
const good = 'port: 0\nlogging: { level: warn }\n'

/** A real server that follows its file, which it finds by its name, or is given with `--config`. */
async function open({ isNamed = false, env = {} } = {}) {
  const cwd = await temporaryFolder()
  const path = join(cwd, 'openclaw.yaml')
  await writeFile(path, good)
  const written: string[] = []
  const server = await startServer({
    cwd,
    ...(isNamed ? { file: path } : {}),
    env: { OPENCLAW_DATA_DIR: join(cwd, 'data'), OPENCLAW_GATEWAY_TOKEN: gatewayToken, ...env },
    output: { write: (text) => written.push(text) },
  })
  onTestFinished(() => server.close())
  const get = async <T>(page: string, init: RequestInit = {}): Promise<T> => {
    const headers = {
      authorization: `Bearer ${gatewayToken}`,
      'content-type': 'application/merge-patch+json',
    }
    const response = await fetch(server.url + page, { headers, ...init })
    expect(response.status).toBe(200)
    return (await response.json()) as T
  }
  const problem = async () => (await get<Status>('/api/status')).configProblem
  return {
    write: (text: string) => writeFile(path, text),
    remove: () => rm(path),
    get,
    patch: (json: object) =>
      get<Config>('/api/config', { method: 'PATCH', body: JSON.stringify(json) }),
    level: async () => (await get<Config>('/api/config')).logging.level,
    problem,
    /** Waits until a problem is told that says this. */
    told: (text: string) =>
      until(async () => {
        const found = await problem()
        expect(found?.message).toContain(text)
        return found
      }),
    /** Waits until none is told. */
    mended: () =>
      until(async () => {
        expect(await problem()).toBeUndefined()
      }),
    reports: async () => {
      const { events } = await get<EventPage>('/api/events?limit=200&types=error')
      return events.map(({ payload }) => payload as ErrorReport)
    },
    lines: () =>
      written
        .join('')
        .split('\n')
        .filter((line) => line.includes('was not taken over')),
  }
}

/** A port that another program listens on. */
async function takenPort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

describe('a file that is broken while the gateway runs', () => {
  const cases: [what: string, text: string, why: string][] = [
    [
      'by a key that is unknown',
      `${good}chanels: {}\n`,
      'chanels: unknown key "chanels"; did you mean "channels"?',
    ],
    ['by bad YAML', `${good}channels: { a: [\n`, 'not proper YAML or JSON'],
    ['by a value out of bounds', `${good}tools: { timeoutSeconds: 999 }\n`, 'tools.timeoutSeconds'],
    ['by a port that is taken', 'logging: { level: warn }\nport: TAKEN\n', 'port: is taken'],
    [
      'by an address of another machine',
      `${good}host: 192.0.2.1\n`,
      'host: is no address of this machine',
    ],
  ]

  it.each(cases)('%s is told in the status, and served as before', async (_, text, why) => {
    const server = await open()
    const before = await server.get<Config>('/api/config')
    const began = Date.now()
    await server.write(text.replace('TAKEN', String(await takenPort())))
    const problem = await server.told(why)

    expect(Object.keys(problem ?? {}).sort()).toEqual(['message', 'since'])
    expect(problem?.message).toContain('Until then the configuration stays as it was.')
    expect(problem?.since).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
    const since = Date.parse(problem?.since ?? '')
    expect(since).toBeGreaterThanOrEqual(began)
    expect(since).toBeLessThanOrEqual(Date.now())
    expect(await server.get<Config>('/api/config')).toEqual(before)
    expect(await server.get('/health')).toMatchObject({ status: 'ok' })
    const reports = await until(async () => {
      const found = await server.reports()
      expect(found).not.toEqual([])
      return found
    })
    expect(reports).toMatchObject([{ source: 'config', message: problem?.message }])
    expect(server.lines()).toHaveLength(1)

    await server.write('port: 0\nlogging: { level: error }\n')
    await server.mended()
    expect(await server.level()).toBe('error')
    expect(await server.reports()).toHaveLength(1)
    expect(server.lines()).toHaveLength(1)
  })
})

describe('the problem', () => {
  it('is another one when the file is broken in another way, told once more', async () => {
    const server = await open()
    await server.write(`${good}chanels: {}\n`)
    const first = await server.told('chanels')
    await server.write(`${good}tools: { timeoutSeconds: 999 }\n`)
    const second = await server.told('tools.timeoutSeconds')
    expect(second?.message).not.toContain('chanels')
    expect(Date.parse(second?.since ?? '')).toBeGreaterThan(Date.parse(first?.since ?? ''))
    await until(async () => {
      const messages = (await server.reports()).map(({ message }) => message)
      expect(messages).toEqual([first?.message, second?.message])
    })
    expect(server.lines()).toHaveLength(2)
  })

  it('is over when the file is put back exactly as it was', async () => {
    const server = await open()
    await server.write(`${good}chanels: {}\n`)
    await server.told('chanels')
    await server.write(good)
    await server.mended()
    expect(await server.level()).toBe('warn')
    // The same mistake again is told again.
    await server.write(`${good}chanels: {}\n`)
    await server.told('chanels')
    expect(server.lines()).toHaveLength(2)
  })

  it('is over when the file is removed, if nobody named it', async () => {
    // So that the port which then holds is no other one.
    const server = await open({ env: { OPENCLAW_PORT: '0' } })
    await server.write(`${good}chanels: {}\n`)
    await server.told('chanels')
    await server.remove()
    await server.mended()
    expect(await server.level()).toBe('info')
    expect(server.lines()).toHaveLength(1)
  })

  it('is that it is missing when it is removed and --config names it', async () => {
    const server = await open({ isNamed: true })
    await server.write(`${good}chanels: {}\n`)
    await server.told('chanels')
    await server.remove()
    await server.told('There is no configuration file')
    expect(await server.level()).toBe('warn')
    await server.write('port: 0\nlogging: { level: error }\n')
    await server.mended()
    expect(await server.level()).toBe('error')
  })

  it('does not keep patches from being taken', async () => {
    const server = await open()
    await server.write(`${good}chanels: {}\n`)
    await server.told('chanels')
    await server.patch({ logging: { level: 'debug' } })
    expect(await server.level()).toBe('debug')
    expect((await server.problem())?.message).toContain('chanels')
  })
})
