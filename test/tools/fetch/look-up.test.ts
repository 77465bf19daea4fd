import { createHook } from 'node:async_hooks'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isPublicAddress } from '../../../src/tools/fetch/addresses.ts'
import { lookUp } from '../../../src/tools/fetch/look-up.ts'
import { publicInternet } from '../../../src/tools/fetch/network.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { until } from '../../support/until.ts'
import { nameServer } from './name-server.ts'

const { signal } = new AbortController()
const somewhere = '93.184.215.14'
const somewhere6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c'

/** A name server that never answers. */
async function silentServer(): Promise<{ address: string; queries: () => number }> {
  const socket = createSocket('udp4')
  let queries = 0
  socket.on('message', () => (queries += 1))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  return { address: `127.0.0.1:${socket.address().port}`, queries: () => queries }
}

test('The names that production asks for are those of the system, with all their addresses', async () => {
  const addresses = await publicInternet.lookup('localhost', signal)
  expect(addresses.length).toBeGreaterThan(0)
  expect(addresses.filter(({ address }) => isPublicAddress(address))).toEqual([])
})

test('A look-up takes none of the threads that all others of the process need', async () => {
  const begun = new Set<string>()
  const hook = createHook({ init: (_id, type) => begun.add(type) }).enable()
  onTestFinished(() => void hook.disable())
  const caller = new AbortController()
  const found = publicInternet.lookup('a-name.test', caller.signal).catch(() => [])
  await until(() => {
    expect(begun).toContain('QUERYWRAP')
  })
  expect(begun).not.toContain('GETADDRINFOREQWRAP')
  caller.abort()
  await found
})

test('Names whose server never answers end with their calls', async () => {
  const { address, queries } = await silentServer()
  const caller = new AbortController()
  const names = Array.from({ length: 16 }, (_, index) => `slow${index}.test`)
  const found = Promise.allSettled(
    names.map((name) => lookUp(name, { signal: caller.signal, servers: [address] })),
  )
  await until(() => {
    expect(queries()).toBeGreaterThanOrEqual(32)
  })
  const reason = new Error('enough')
  caller.abort(reason)
  const asked = queries()
  expect(await found).toEqual(names.map(() => ({ status: 'rejected', reason })))
  expect(queries()).toBe(asked)
})

test.each([
  ['of both kinds', [somewhere, somewhere6]],
  ['of one kind', [somewhere]],
  ['of the other kind', [somewhere6]],
])('Addresses %s are found', async (_kinds, addresses) => {
  const { address } = await nameServer(() => ({ addresses }))
  const found = await lookUp('a.test', { signal, servers: [address] })
  expect(found.map((one) => one.address)).toEqual(addresses)
})

test('A name that nobody has is told from a server that is away', async () => {
  const { address } = await nameServer(() => undefined)
  await expect(lookUp('a.test', { signal, servers: [address] })).rejects.toMatchObject({
    code: 'ENODATA',
  })
  const closed = createSocket('udp4').bind(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address()
  closed.close()
  await expect(lookUp('a.test', { signal, servers: [`127.0.0.1:${port}`] })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  })
})

test('The hosts file goes before the name servers', async () => {
  const { address, queries } = await nameServer(() => ({ addresses: [somewhere] }))
  const hostsFile = join(await temporaryFolder(), 'hosts')
  await writeFile(
    hostsFile,
    '# 192.0.2.1 a.test\n10.0.0.1\tother.test  A.test # home\n::1 a.test\nx a.test\n10.9.9.9 aa.test\n',
  )
  const options = { signal, servers: [address], hostsFile }
  expect(await lookUp('a.test', options)).toEqual([
    { address: '10.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ])
  expect(queries).toEqual([])
  expect(await lookUp('home', options)).toEqual([{ address: somewhere, family: 4 }])
})
