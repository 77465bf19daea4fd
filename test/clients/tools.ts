// The tools that the languages need: whether they are there, and how to get them.
import { stripVTControlCharacters } from 'node:util'
import { run } from './command.ts'

export interface Tool {
  /** Prints the version. */
  command: string[]
  /** The oldest that will do. */
  atLeast: number[]
  /** Debian's packages of it. */
  packages: string[]
  from: string
}

export const python: Tool = {
  command: ['python3', '--version'],
  atLeast: [3, 10],
  packages: ['python3'],
  from: 'https://www.python.org/downloads/',
}
export const venv: Tool = {
  command: ['python3', '-c', 'import ensurepip, sys; print(sys.version)'],
  atLeast: [3, 10],
  packages: ['python3-venv'],
  from: 'the package python3-venv',
}
export const java: Tool = {
  command: ['javac', '-version'],
  atLeast: [17],
  packages: ['default-jdk-headless'],
  from: 'https://adoptium.net/',
}
export const maven: Tool = {
  command: ['mvn', '--version'],
  atLeast: [3, 6],
  packages: ['maven'],
  from: 'https://maven.apache.org/download.cgi',
}
export const go: Tool = {
  command: ['go', 'version'],
  // An older one can't fetch the Go that go.mod asks for.
  atLeast: [1, 21],
  packages: ['golang-go'],
  from: 'https://go.dev/dl/',
}
export const cargo: Tool = {
  command: ['cargo', '--version'],
  atLeast: [1, 85],
  packages: ['cargo'],
  from: 'https://rustup.rs/',
}

/** Installs what is missing, on a machine of CI alone. Throws with what to do when a tool is then still missing or too old. */
export async function ensure(tools: Tool[]): Promise<void> {
  for (const tool of tools) {
    if ((await fault(tool)) === undefined) continue
    if (process.env['CI'] === 'true') await aptGet(tool.packages)
    const left = await fault(tool)
    if (left !== undefined)
      throw new Error(
        `${left} Get it from ${tool.from}, so that it is on the PATH (Debian: apt-get install ${tool.packages.join(' ')}).`,
      )
  }
}

async function fault({ command, atLeast }: Tool): Promise<string | undefined> {
  const { code, output } = await run(command, { minutes: 1 })
  const wanted = `${command[0] ?? ''} ${atLeast.join('.')} or newer is needed;`
  if (code !== 0) return `${wanted} \`${command.join(' ')}\` does not work here.`
  const found = (/\d+(\.\d+)*/.exec(stripVTControlCharacters(output))?.[0] ?? '0')
    .split('.')
    .map(Number)
  return older(found, atLeast) ? `${wanted} here is ${found.join('.')}.` : undefined
}

function older(found: number[], wanted: number[]): boolean {
  const place = wanted.findIndex((number, index) => (found[index] ?? 0) !== number)
  return place !== -1 && (found[place] ?? 0) < (wanted[place] ?? 0)
}

/** One at a time: it locks the system's list of packages. */
let aptGetFree: Promise<unknown> = Promise.resolve()

async function aptGet(packages: string[]): Promise<void> {
  const before = aptGetFree
  const install = async (): Promise<void> => {
    await before
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(['apt-get', 'update', '-q'], { env })
    await run(['apt-get', 'install', '-qy', '--no-install-recommends', ...packages], { env })
  }
  aptGetFree = install()
  await aptGetFree
}
