import assert from 'node:assert/strict'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openCuttingProxy } from '../peers/cutting-proxy.ts'
import { command, npmInstall } from './command.ts'

export interface Run {
  runtime: string
  program: 'program.mjs' | 'program.cjs'
  /** How it reads events: with its own WebSocket, by polling, or with the package `ws`. */
  events: 'socket' | 'polling' | 'ws'
}

export interface Runtime {
  /** What is before the program on its command line. */
  line: string[]
  version: string
}

export interface Place {
  consumer: string
  gatewayUrl: string
  mockUrl: string
  token: string
}

/** How often each run's stream is to be cut at least. */
const fewestCuts = 5
/** Long enough for a socket to open: what is cut before looks like what does not get through. */
const shortestLifeMs = 20
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
const workerd = {
  name: `@cloudflare/workerd-${platform.replace('win', 'windows').replace('x64', '64')}`,
  version: '1.20261117.1',
}
const edgeRuntime = { name: 'edge-runtime', version: '4.0.1' }

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

/** All runtimes, from npm. */
export async function installRuntimes(folder: string): Promise<Record<string, Runtime>> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{"private": true}')
  const own = process.versions.node === nodes.node24
  const wanted = Object.entries(nodes).filter(([name]) => !(own && name === 'node24'))
  await npmInstall(folder, [
    ...wanted.map(([name, version]) => `${name}@npm:node-${platform}@${version}`),
    `${bun.name}@${bun.version}`,
    `${deno.name}@${deno.version}`,
    `${workerd.name}@${workerd.version}`,
    `${edgeRuntime.name}@${edgeRuntime.version}`,
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
  return { ...runtimes, ...edgeRuntimes(modules) }
}

/** As servers, which take the file that they serve after this. Neither tells its version as its package does. */
const edgeRuntimes = (modules: string): Record<string, Runtime> => ({
  workerd: {
    line: [join(modules, workerd.name, 'bin/workerd'), 'serve', '--control-fd=1'],
    version: workerd.version,
  },
  'edge-runtime': {
    line: [process.execPath, join(modules, edgeRuntime.name, 'dist/cli'), '--listen', '--port=0'],
    version: edgeRuntime.version,
  },
})

/** One program in one runtime, behind a proxy that cuts its event streams. */
export function exercise(
  { program, events, runtime }: Run,
  { line }: Runtime,
  place: Place,
): Promise<string> {
  const { consumer } = place
  // Its WebSocket is not known to send headers, as those of edge runtimes.
  const tokenInAddress = runtime === 'deno'
  return behindCuts(place, { events, uses, tokenInAddress }, (environment) =>
    command([...line, program], {
      cwd: consumer,
      env: {
        ...environment,
        EVENTS: events,
        RUN: `${runtime}-${program.replace('.', '-')}-${events}`,
        DENO_DIR: join(consumer, '.deno'),
        DENO_NO_UPDATE_CHECK: '1',
      },
    }),
  )
}

/** Has a client at work behind a proxy that cuts its event streams, and counts. */
export async function behindCuts(
  { gatewayUrl, mockUrl, token }: Place,
  wanted: { events: Run['events']; uses: number; tokenInAddress: boolean },
  work: (environment: Record<string, string>) => Promise<string>,
): Promise<string> {
  await using proxy = await openCuttingProxy(gatewayUrl)
  proxy.cutEach(shortestLifeMs, longestLifeMs)
  const output = await work({
    OPENCLAW_BASE_URL: proxy.url,
    OPENCLAW_GATEWAY_TOKEN: token,
    OPENCLAW_MOCK_URL: mockUrl,
  })
  assert.equal(rightIn(output), wanted.uses, output)
  if (wanted.events !== 'polling') {
    assert.ok(proxy.cuts >= fewestCuts, `only ${String(proxy.cuts)} cuts`)
    // It is to be in logs of addresses nowhere where it can be sent otherwise.
    assert.equal(proxy.tokensInAddress, wanted.tokenInAddress ? proxy.upgrades : 0)
  }
  return `${String(wanted.uses)} uses, ${String(proxy.cuts)} cuts`
}

/** How many uses went right. */
export const rightIn = (output: string): number =>
  output.split('\n').filter((text) => text.startsWith('ok ')).length
