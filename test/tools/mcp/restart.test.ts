import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { McpHttpConfig } from '../../../src/generated/types.ts'
import { until } from '../../support/until.ts'
import {
  everything,
  failureOf,
  killProcessOf,
  openServers,
  processesOf,
  rawServer,
  stdio,
  text,
} from './setting.ts'

const long = 'everything.trigger-long-running-operation'
const forAMinute = { duration: 60, steps: 1 }

test('A process that is killed during a call ends the call at once, and is started again', async () => {
  const config = stdio([everything, 'stdio'])
  const house = await openServers(
    { everything: config },
    { pace: { restart: { minMs: 500, maxMs: 500 } } },
  )
  await house.ready(long)
  const { tool } = house.offer('everything.echo')
  const call = failureOf(house.call(long, forAMinute))
  await house.call('everything.echo', { message: 'the call is under way' })
  const first = await killProcessOf(config)
  expect(await call).toMatchObject({
    kind: 'unavailable',
    message: 'The MCP server "everything" went away during the call.',
  })
  expect(await house.away('everything.echo')).toBe('It ended with signal SIGKILL.')
  expect(house.names).toContain(long)
  await house.ready('everything.echo')
  expect(await house.call('everything.echo', { message: 'again' })).toEqual(text('Echo: again'))
  expect(processesOf(config)).not.toContain(first)
  expect(processesOf(config)).toHaveLength(1)
  expect(house.faults).toEqual([
    {
      server: 'everything',
      message: 'It ended with signal SIGKILL.',
    },
  ])
  // What was compiled for it is used further.
  expect(house.offer('everything.echo').tool).toBe(tool)
})

test('An outage is told once, however often the server comes and goes, until it has stayed a while', async () => {
  const config = rawServer('plain')
  const house = await openServers({ raw: config })
  for (let deaths = 0; deaths < 3; deaths += 1) {
    await house.ready('raw.die')
    await failureOf(house.call('raw.die'))
    await house.away('raw.die')
  }
  await house.ready('raw.die')
  expect(house.faults).toHaveLength(1)
})

test('The next outage of a server that has stayed a while is told again', async () => {
  const house = await openServers({ raw: rawServer('plain') }, { pace: { stableMs: 0 } })
  for (const deaths of [1, 2]) {
    await house.ready('raw.die')
    await failureOf(house.call('raw.die'))
    await until(() => {
      expect(house.faults).toHaveLength(deaths)
    })
  }
  expect(house.faults[1]?.message).toMatch(/ended with exit code 3/)
})

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function startEverything(port: number) {
  const child = spawn(process.execPath, [everything, 'streamableHttp'], {
    env: { PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(() => {
    expect(said).toContain('listening')
  })
  return kill
}

const at = (port: number): McpHttpConfig => ({
  type: 'http',
  enabled: true,
  url: `http://127.0.0.1:${port}/mcp`,
  headers: {},
})

test('A server over HTTP is called as one that is a process', async () => {
  const port = await freePort()
  await startEverything(port)
  const house = await openServers({ everything: at(port) })
  await house.ready('everything.echo')
  expect(await house.call('everything.echo', { message: 'hi' })).toEqual(text('Echo: hi'))
  const weather = await house.call('everything.get-structured-content', { location: 'Chicago' })
  expect(weather).toMatchObject({ structuredContent: { temperature: 36 } })
  const failure = await failureOf(house.call('everything.get-sum', { a: 'x' }))
  expect(failure.message).toMatch(/Input validation error/)
  const caller = new AbortController()
  const cancelled = house.call(long, forAMinute, caller.signal)
  caller.abort(new Error('gone'))
  await expect(cancelled).rejects.toThrow()
  expect(await house.call('everything.echo', { message: 'a' })).toEqual(text('Echo: a'))
  expect(house.faults).toEqual([])
})

test('A server over HTTP that is killed during a call ends the call at once, and is connected to again', async () => {
  const port = await freePort()
  const kill = await startEverything(port)
  const house = await openServers({ everything: at(port) })
  await house.ready(long)
  const call = failureOf(house.call(long, forAMinute))
  await house.call('everything.echo', { message: 'the call is under way' })
  await kill()
  expect(await call).toMatchObject({
    kind: 'unavailable',
    message: 'The MCP server "everything" went away during the call.',
  })
  const nothing = `Nothing answers at http://127.0.0.1:${port}. Start the server, or correct tools.mcpServers.everything.url.`
  await until(() => {
    expect(house.offer(long).unavailable).toBe(nothing)
  })
  await startEverything(port)
  await house.ready('everything.echo')
  expect(await house.call('everything.echo', { message: 'again' })).toEqual(text('Echo: again'))
  expect(house.faults).toEqual([{ server: 'everything', message: nothing }])
})

test('A server over HTTP that has forgotten its session gets a new one', async () => {
  const port = await freePort()
  const kill = await startEverything(port)
  const house = await openServers({ everything: at(port) }, { pace: { pingMs: 50 } })
  await house.ready('everything.echo')
  await kill()
  await startEverything(port)
  await until(async () => {
    expect(await house.call('everything.echo', { message: 'new' })).toEqual(text('Echo: new'))
  })
})
