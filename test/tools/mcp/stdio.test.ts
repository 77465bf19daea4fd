import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileForeign } from '../../../src/tools/mcp/foreign-schema.ts'
import { ToolFailure } from '../../../src/tools/tool.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { until } from '../../support/until.ts'
import { everything, failureOf, filesystem, openServers, stdio, text } from './setting.ts'

async function openEverything() {
  const config = stdio([everything, 'stdio'])
  const house = await openServers({ everything: config })
  await house.ready('everything.echo')
  return house
}

test('The tools of a server are named after it, with what it says of them', async () => {
  const { tool, unavailable } = (await openEverything()).offer('everything.get-sum')
  expect(unavailable).toBeUndefined()
  expect(tool.description).toBe('Returns the sum of two numbers')
  expect(tool.inputSchema).toMatchObject({
    type: 'object',
    properties: { a: { type: 'number', description: 'First number' }, b: { type: 'number' } },
    required: ['a', 'b'],
  })
  expect(tool.annotations).toEqual({ readOnly: true, destructive: false })
  const check = compileForeign(tool.inputSchema)
  expect(check({ a: 1, b: 2 })).toEqual([])
  expect(check({ a: 1 })).toMatchObject([{ field: 'b', rule: 'required' }])
})

test('A call gives what the server gives, with structured content where there is some', async () => {
  const house = await openEverything()
  const sum = await house.call('everything.get-sum', { a: 2, b: 3 })
  expect(sum).toEqual(text('The sum of 2 and 3 is 5.'))
  const weather = await house.call('everything.get-structured-content', { location: 'Chicago' })
  expect(weather).toMatchObject({ structuredContent: { temperature: 36, humidity: 82 } })
})

test('Calls go on side by side', async () => {
  const house = await openEverything()
  const numbers = Array.from({ length: 50 }, (_, i) => i)
  const answers = await Promise.all(
    numbers.map((i) => house.call('everything.echo', { message: String(i) })),
  )
  expect(answers).toEqual(numbers.map((i) => text(`Echo: ${i}`)))
})

test('Parameters that the server refuses are the failure of the tool, in its words', async () => {
  const house = await openEverything()
  const failure = await failureOf(house.call('everything.echo', { message: 1 }))
  expect(failure).toBeInstanceOf(ToolFailure)
  expect(failure.message).toMatch(/expected string, received number/)
})

test('A call that is cancelled ends at once, and the server works on', async () => {
  const house = await openEverything()
  const caller = new AbortController()
  const call = house.call(
    'everything.trigger-long-running-operation',
    { duration: 60, steps: 2 },
    caller.signal,
  )
  const echo = await house.call('everything.echo', { message: 'meanwhile' })
  expect(echo).toEqual(text('Echo: meanwhile'))
  caller.abort(new Error('gone'))
  await expect(call).rejects.toThrow()
  expect(await house.call('everything.echo', { message: 'after' })).toEqual(text('Echo: after'))
  expect(house.faults).toEqual([])
})

test('A call whose caller has left before is not made', async () => {
  const house = await openEverything()
  const call = house.call('everything.echo', { message: 'a' }, AbortSignal.abort(new Error('left')))
  await expect(call).rejects.toThrow('left')
})

test('A server gets the variables that it is given, and no others of the gateway', async () => {
  const config = stdio([everything, 'stdio'], { environment: { API_KEY: 'k-1', LANG: 'C' } })
  const house = await openServers(
    { everything: config },
    { environment: { PATH: '/usr/bin:/bin', HOME: '/nowhere', LANG: 'de_DE' } },
  )
  await house.ready('everything.get-env')
  const { content } = (await house.call('everything.get-env')) as { content: { text: string }[] }
  const { OPENCLAW_PROCESS_TREE: mark, ...environment } = JSON.parse(
    content[0]?.text ?? '',
  ) as Record<string, string>
  expect(mark).toEqual(expect.any(String))
  expect(environment).toEqual({
    PATH: '/usr/bin:/bin',
    HOME: '/nowhere',
    LANG: 'C',
    API_KEY: 'k-1',
  })
})

test('A tool that can only be called as a task is left out, and the log says why', async () => {
  const house = await openEverything()
  expect(house.names).not.toContain('everything.simulate-research-query')
  expect(house.logLines.join('')).toMatch(/simulate-research-query.*only be called as a task/)
})

async function openFilesystem() {
  const folder = await temporaryFolder()
  const house = await openServers({ files: stdio([filesystem, folder]) })
  await house.ready('files.write_file')
  return { house, folder }
}

// The last argument, one of a kind, is a folder to this server; it leaves out those that are not there.
test('The server for files writes and reads, and says which of its tools change something', async () => {
  const { house, folder } = await openFilesystem()
  const path = join(folder, 'a.txt')
  await house.call('files.write_file', { path, content: 'Grüße' })
  expect(await readFile(path, 'utf8')).toBe('Grüße')
  await writeFile(path, 'from outside')
  expect(await house.call('files.read_text_file', { path })).toMatchObject(text('from outside'))
  expect(house.offer('files.read_text_file').tool.annotations).toEqual({
    readOnly: true,
    destructive: false,
  })
  expect(house.offer('files.write_file').tool.annotations).toEqual({
    readOnly: false,
    destructive: true,
  })
  expect(house.offer('files.create_directory').tool.annotations).toEqual({
    readOnly: false,
    destructive: false,
  })
})

test('What the tool itself says went wrong is its failure', async () => {
  const { house } = await openFilesystem()
  const failure = await failureOf(house.call('files.read_text_file', { path: '/etc/passwd' }))
  expect(failure).toBeInstanceOf(ToolFailure)
  expect(failure.message).toMatch(/Access denied/)
})

test('A server that is stopped leaves no tool that can be called', async () => {
  const house = await openEverything()
  const call = failureOf(
    house.call('everything.trigger-long-running-operation', { duration: 60, steps: 1 }),
  )
  await house.servers.stop(AbortSignal.timeout(5000))
  expect((await call).message).toBe('The MCP server "everything" went away during the call.')
  await until(() => {
    expect(house.offer('everything.echo').unavailable).toBe('It is being stopped.')
  })
  const failure = await failureOf(house.call('everything.echo', { message: 'a' }))
  expect(failure).toMatchObject({ kind: 'unavailable' })
})
