import { chmod, cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { type Ended, type GatewayProcess, runNode } from '../support/gateway-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

interface Place {
  project?: string
  path?: string
}

/** `npm run client -- …`, in a project of its own where one is given. The PATH is empty but for what is named. */
export const startClient = (
  args: string[],
  { project = root, path = '/nowhere' }: Place = {},
): GatewayProcess => runNode([join(project, 'scripts/client.ts'), ...args], { env: { PATH: path } })

export const client = (args: string[], place?: Place): Promise<Ended> =>
  startClient(args, place).ended

/** @returns why it refuses */
export async function refusal(...call: Parameters<typeof client>): Promise<string> {
  const { code, stdout, stderr } = await client(...call)
  expect(code).toBe(1)
  expect(stdout).not.toContain('Wrote')
  expect(stderr).not.toMatch(/^\s+at /m)
  return stderr
}

/** What the command needs, to break it: the packages are those of the project. */
export async function copyOfProject(): Promise<string> {
  const project = await temporaryFolder()
  for (const part of [
    'scripts',
    'spec',
    'src',
    'package.json',
    'openapitools.json',
    'redocly.yaml',
  ])
    await cp(join(root, part), join(project, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'))
  return project
}

/** A project in whose contract one place was edited. */
export async function projectWithSpec(from: string | RegExp, to: string): Promise<string> {
  const project = await copyOfProject()
  const spec = join(project, 'spec/openapi.yaml')
  const text = await readFile(spec, 'utf8')
  expect(text.replace(from, to)).not.toBe(text)
  await writeFile(spec, text.replace(from, to))
  return project
}

/** A PATH with a `java` that says that it is of this version; told to generate, it runs `script`. */
export async function pathWithJava(version: string, script = ''): Promise<string> {
  const folder = await temporaryFolder()
  const java = join(folder, 'java')
  const says = `echo 'openjdk version "${version}"' >&2`
  await writeFile(java, `#!/bin/sh\n[ "$1" = -version ] && { ${says}; exit; }\n${script}\n`)
  await chmod(java, 0o755)
  return folder
}

/** A project whose jar is to come from this address. */
export async function projectWithMirror(downloadUrl: string): Promise<string> {
  const project = await copyOfProject()
  const settings = { version: '7.25.0', storageDir: 'jars', repository: { downloadUrl } }
  await writeFile(join(project, 'openapitools.json'), JSON.stringify({ 'generator-cli': settings }))
  return project
}
