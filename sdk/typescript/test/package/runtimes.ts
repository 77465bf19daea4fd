import assert from 'node:assert/strict'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openCuttingProxy } from '../support/cutting-proxy.ts'
import { command, npmInstall } from './command.ts'

export interface Run {
  runtime: string
  program: 'program.mjs' | 'program.cjs'
  /** How it reads events: with its own WebSocket, by polling, or with the package `ws`. */
  events: 'socket' | 'polling' | 'ws'
}

interface Runtime {
  /** What is before the program on its command line. */
  line: string[]
  version: string
}

/** How often each run's stream is to be cut at least. */
const fewestCuts = 5
const longestLifeMs = 40
/** Uses of a run, each with a line of its own: those of test/runtimes/exercise.mjs. */
export const uses = 9

const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const nodes = { node20: '20.20.2', node22: '22.23.3', node24: '24.21.0' }
const bun = { name: `@oven/bun-${platform.replace('arm64', 'aarch64')}`, version: '1.4.5' }
const deno = {
  name: `@deno/${platform}${process.platform === 'linux' ? '-glibc' : ''}`,
  version: '2.9.6',
}

export const runs: Run[] = [
  { runtime: 'node20', program: 'program.mjs', events: 'polling' },
  { runtime: 'node20', program: 'program.mjs', events: 'ws' },
  { runtime: 'node20', program: 'program.cjs', events: 'ws' },
  { runtime: 'node22', program: 'program.mjs', events: 'socket' },
  { runtime: 'node22', program: 'program.cjs', events: 'socket' },
  { runtime: 'node24', program: 'program.mjs', events: 'socket' },
  { runtime: 'node24', program: 'program.cjs', events: 'socket' },
  { runtime: 'bun', program: 'program.mjs', events: 'socket' },
  { runtime: 'bun', program: 'program.cjs', events: 'socket' },
  { runtime: 'deno', program: 'program.mjs', events: 'socket' },
  { runtime: 'deno', program: 'program.cjs', events: 'socket' },
]

/** All runtimes, from their npm packages, which bring nothing but the program. */
export async function installRuntimes(folder: string): Promise<Record<string, Runtime>> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{"private": true}')
  const own = process.versions.node === nodes.node24
  const wanted = Object.entries(nodes).filter(([name]) => !(own && name === 'node24'))
  await npmInstall(folder, [
    ...wanted.map(([name, version]) => `${name}@npm:node-${platform}@${version}`),
    `${bun.name}@${bun.version}`,
    `${deno.name}@${deno.version}`,
  ])
  const modules = join(folder, 'node_modules')
  const lines: Record<string, string[]> = {
    ...Object.fromEntries(wanted.map(([name]) => [name, [join(modules, name, 'bin/node')]])),
    ...(own ? { node24: [process.execPath] } : {}),
    bun: [join(modules, bun.name, 'bin/bun')],
    deno: [join(modules, deno.name, 'deno'), 'run', '--quiet', '--allow-all'],
  }
  const runtimes: Record<string, Runtime> = {}
  for (const [name, line] of Object.entries(lines)) {
    const [program = ''] = line
    await access(program)
    const told = await command([program, '--version'], { cwd: folder })
    const version = /\d+\.\d+\.\d+/.exec(told)?.[0] ?? ''
    assert.equal(version, { ...nodes, bun: bun.version, deno: deno.version }[name])
    runtimes[name] = { line, version }
  }
  return runtimes
}

/** One program in one runtime, behind a proxy that cuts its event streams. */
export async function exercise(
  { program, events, runtime }: Run,
  { line }: Runtime,
  place: { consumer: string; gatewayUrl: string; mockUrl: string; token: string },
): Promise<string> {
  await using proxy = await openCuttingProxy(place.gatewayUrl)
  proxy.cutEach(() => Math.random() * longestLifeMs)
  const output = await command([...line, program], {
    cwd: place.consumer,
    env: {
      OPENCLAW_BASE_URL: proxy.url,
      OPENCLAW_GATEWAY_TOKEN: place.token,
      OPENCLAW_MOCK_URL: place.mockUrl,
      EVENTS: events,
      RUN: `${runtime}-${program.replace('.', '-')}-${events}`,
      DENO_DIR: join(place.consumer, '.deno'),
      DENO_NO_UPDATE_CHECK: '1',
    },
  })
  const right = output.split('\n').filter((text) => text.startsWith('ok '))
  assert.equal(right.length, uses, output)
  if (events !== 'polling') assert.ok(proxy.cuts >= fewestCuts, `only ${String(proxy.cuts)} cuts`)
  return `${String(uses)} uses, ${String(proxy.cuts)} cuts`
}
