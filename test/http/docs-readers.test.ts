import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

const readers = 100
const allowed = 32 * 1024 * 1024

test('a hundred slow readers of the largest file share its bytes', async () => {
  const server = await startTestServer()
  onTestFinished(() => server[Symbol.asyncDispose]())
  const name = (await readdir('site')).find((file) => file.startsWith('scalar-')) ?? 'none'
  expect((await server.fetch(`/docs/${name}`)).status).toBe(200)
  const before = held()
  const sockets = await Promise.all(
    Array.from({ length: readers }, () => ask(server.url, `/docs/${name}`)),
  )
  expect(held() - before).toBeLessThan(allowed)
  for (const socket of sockets) socket.destroy()
})

const held = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Asks, takes the first bytes of the answer, and then no more. */
async function ask(url: string, path: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => {
    socket.destroy()
  })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
  await once(socket, 'readable')
  expect(String(socket.read(12))).toBe('HTTP/1.1 200')
  return socket
}
