import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Backoff } from '../../src/kernel/backoff.ts'
import { networkFault, neverLeft } from '../../src/channels/network.ts'

const failed = (cause: Error): TypeError => new TypeError('fetch failed', { cause })
const system = (code: string, syscall?: string): Error =>
  Object.assign(new Error(`${code} https://secret`), { code, syscall })

test.each([
  ['connecting was refused', failed(system('ECONNREFUSED', 'connect')), true],
  ['connecting took too long', failed(system('UND_ERR_CONNECT_TIMEOUT')), true],
  ['the system gave up connecting', failed(system('ETIMEDOUT', 'connect')), true],
  ['the name is unknown', failed(system('ENOTFOUND', 'getaddrinfo')), true],
  ['the resolver is down', failed(system('EAI_AGAIN', 'getaddrinfo')), true],
  ['the certificate is old', failed(system('CERT_HAS_EXPIRED')), true],
  [
    'no address could be connected to',
    failed(new AggregateError([system('ETIMEDOUT', 'connect'), system('ENETUNREACH', 'connect')])),
    true,
  ],
  [
    'one of several errors came later',
    failed(new AggregateError([system('EPIPE', 'write')])),
    false,
  ],
  ['reading timed out', failed(system('ETIMEDOUT', 'read')), false],
  ['the connection was reset', failed(system('ECONNRESET', 'read')), false],
  ['the other side closed', failed(system('UND_ERR_SOCKET')), false],
  ['the caller gave up', new DOMException('aborted', 'AbortError'), false],
  ['it is no error', 'what', false],
])('knows whether a request left: %s', (_, error, expected) => {
  expect(neverLeft(error)).toBe(expected)
})

test('names a failure without its message', () => {
  expect(networkFault(failed(system('ECONNRESET', 'read')))).toBe('ECONNRESET')
  expect(networkFault(new DOMException('secret', 'TimeoutError'))).toBe('TimeoutError')
  expect(networkFault(new TypeError('secret'))).toBe('TypeError')
  expect(networkFault('secret')).toBe('unknown')
})

test('knows that a request that can not be made did not leave', async () => {
  const error: unknown = await fetch('http://u:p@127.0.0.1').catch((e: unknown) => e)
  expect(neverLeft(error)).toBe(true)
})

test('knows that a failed handshake of TLS comes before the request', async () => {
  const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
  const { port } = plain.address() as AddressInfo
  const error: unknown = await fetch(`https://127.0.0.1:${port}`).catch((e: unknown) => e)
  plain.close()
  expect(neverLeft(error)).toBe(true)
})

test('waits longer after each failure, up to a bound, and begins anew', () => {
  const backoff = new Backoff({ minMs: 100, maxMs: 400 })
  for (const ceiling of [100, 200, 400, 400]) {
    const wait = backoff.next()
    expect(wait).toBeGreaterThanOrEqual(ceiling / 2)
    expect(wait).toBeLessThanOrEqual(ceiling)
  }
  backoff.reset()
  expect(backoff.next()).toBeLessThanOrEqual(100)
})
