import { expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import {
  everything,
  failureOf,
  openServers,
  processesOf,
  rawServer,
  stdio,
  text,
} from './setting.ts'

test('A server that is added is connected to, and the others stay as they are', async () => {
  const one = rawServer('plain')
  const house = await openServers({ one })
  await house.ready('one.pid')
  const before = await house.call('one.pid')
  const two = stdio([everything, 'stdio'])
  house.servers.apply({ one: structuredClone(one), two })
  await house.ready('two.echo')
  expect(await house.call('two.echo', { message: 'hi' })).toEqual(text('Echo: hi'))
  expect(await house.call('one.pid')).toEqual(before)
})

test('A server that is changed is started anew, and its tools stay listed meanwhile', async () => {
  const one = rawServer('plain')
  const house = await openServers({ one })
  await house.ready('one.environment')
  const before = await house.call('one.pid')
  house.servers.apply({ one: { ...one, environment: { COLOUR: 'blue' } } })
  expect(house.offer('one.environment').unavailable).toBe(
    'It is being started with a changed configuration.',
  )
  await house.ready('one.environment')
  expect(JSON.stringify(await house.call('one.environment'))).toContain('blue')
  expect(await house.call('one.pid')).not.toEqual(before)
  expect(processesOf(one)).toHaveLength(1)
  expect(house.faults).toEqual([])
})

test('A server that is removed ends, and its tools with it', async () => {
  const one = rawServer('withChild')
  const two = rawServer('plain')
  const house = await openServers({ one, two })
  await house.ready('one.pid')
  await house.ready('two.pid')
  await until(() => {
    expect(processesOf(one)).toHaveLength(2)
  })
  const call = failureOf(house.call('one.never'))
  house.servers.apply({ two })
  expect(house.names.filter((name) => name.startsWith('one.'))).toEqual([])
  expect((await call).message).toBe('The MCP server "one" went away during the call.')
  await until(() => {
    expect(processesOf(one)).toEqual([])
  })
  expect(processesOf(two)).toHaveLength(1)
})

test('A server is disabled and enabled while the gateway runs', async () => {
  const one = rawServer('plain')
  const house = await openServers({ one })
  await house.ready('one.ok')
  house.servers.apply({ one: { ...one, enabled: false } })
  expect(house.names).toEqual([])
  await until(() => {
    expect(processesOf(one)).toEqual([])
  })
  house.servers.apply({ one })
  await until(() => house.ready('one.ok'))
  expect(await house.call('one.ok', { a: 1 })).toEqual(text('{"a":1}'))
})

test('A server that is disabled from the beginning is not started', async () => {
  const off = { ...rawServer('plain'), enabled: false }
  const house = await openServers({ off, on: rawServer('plain') })
  await house.ready('on.ok')
  expect(processesOf(off)).toEqual([])
  expect(house.names.filter((name) => name.startsWith('off.'))).toEqual([])
})

test('Of many changes in a row the last one holds, and one process is left', async () => {
  const one = rawServer('plain')
  const house = await openServers({ one })
  await house.ready('one.environment')
  for (let i = 0; i < 20; i += 1) {
    house.servers.apply(
      i % 3 === 0 ? {} : { one: { ...one, environment: { ROUND: `round-${i}` } } },
    )
  }
  await until(async () => {
    expect(JSON.stringify(await house.call('one.environment'))).toContain('round-19')
  })
  expect(processesOf(one)).toHaveLength(1)
})

test('A server that is removed and added again does not run twice at any time', async () => {
  const one = rawServer('ignoresEnd')
  const house = await openServers({ one }, { pace: { graceMs: 300 } })
  await house.ready('one.ok')
  const [before] = processesOf(one)
  house.servers.apply({})
  house.servers.apply({ one })
  const counts: number[] = []
  await until(async () => {
    counts.push(processesOf(one).length)
    expect(processesOf(one)).not.toContain(before)
    await house.ready('one.ok')
  })
  expect(Math.max(...counts)).toBe(1)
})

test('A server that is mended by a change of the configuration works without waiting', async () => {
  const good = rawServer('plain')
  const house = await openServers(
    { one: { ...good, command: 'no-such-program' } },
    { pace: { restart: { minMs: 600_000, maxMs: 600_000 } } },
  )
  expect(await house.fault()).toBe(
    'The program "no-such-program" was not found. Install it, or correct tools.mcpServers.one.command.',
  )
  house.servers.apply({ one: good })
  await until(() => house.ready('one.ok'))
})

test('A server runs in the workspace, or in the folder that it is given', async () => {
  const [workspace, directory] = [await temporaryFolder(), await temporaryFolder()]
  const inWorkspace = rawServer('plain')
  const elsewhere = { ...rawServer('plain'), directory }
  const house = await openServers({ inWorkspace, elsewhere }, { workspace })
  await house.ready('inWorkspace.directory')
  await house.ready('elsewhere.directory')
  expect(await house.call('inWorkspace.directory')).toEqual(text(workspace))
  expect(await house.call('elsewhere.directory')).toEqual(text(directory))
})

test.each(['plain', 'withChild', 'ignoresEnd'])(
  'Nothing is left of a server when it is stopped: %s',
  async (behaviour) => {
    const one = rawServer(behaviour)
    const house = await openServers({ one }, { pace: { graceMs: 200 } })
    await house.ready('one.ok')
    await house.servers.stop(AbortSignal.timeout(5000))
    expect(processesOf(one)).toEqual([])
    // What is applied later starts nothing.
    house.servers.apply({ two: one })
    expect(house.names).not.toContain('two.ok')
    expect(processesOf(one)).toEqual([])
  },
)

test('A stop during the start ends it', async () => {
  const one = rawServer('silentAtInitialize')
  const house = await openServers({ one })
  await until(() => {
    expect(processesOf(one)).toHaveLength(1)
  })
  await house.servers.stop(AbortSignal.timeout(5000))
  expect(processesOf(one)).toEqual([])
  expect(house.faults).toEqual([])
})

test('What can be configured never throws, whatever becomes of it', async () => {
  const http = { type: 'http' as const, enabled: true, headers: { Host: 'x', Connection: 'close' } }
  const house = await openServers({})
  house.servers.apply({
    port: { ...http, url: 'http://127.0.0.1:99999/' },
    host: { ...http, url: 'http://[/' },
    folder: { ...rawServer('plain'), directory: '/no/such/folder' },
    arguments: { ...rawServer('plain'), args: ['x'.repeat(32_768), '\u{1F600}'] },
    program: { ...rawServer('plain'), command: '/etc/passwd' },
  })
  await until(() => {
    expect(house.faults.map(({ server }) => server).sort()).toEqual([
      'arguments',
      'folder',
      'host',
      'port',
      'program',
    ])
  })
  const reasons = Object.fromEntries(house.faults.map(({ server, message }) => [server, message]))
  expect(reasons['folder']).toMatch(
    'The folder "/no/such/folder" is not there. Correct tools.mcpServers.folder.directory.',
  )
  expect(reasons['program']).toMatch('The program "/etc/passwd" may not be run.')
  expect(reasons['port']).toMatch('Correct tools.mcpServers.port.url.')
})
