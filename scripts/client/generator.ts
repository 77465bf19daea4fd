// Runs OpenAPI Generator: finds Java, gets the jar once, checks what it got, and generates.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenApiDocument } from '../generate/contract.ts'
import { documentFor, enumNames } from './document.ts'
import { ClientFailure, messageOf } from './failure.ts'
import { type GeneratedLanguage, type Language, languages, packageVersion } from './languages.ts'
import { run } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const settingsFile = join(root, 'openapitools.json')
/** Of the jar that Maven Central has for the version in openapitools.json. */
const jarSha256 = '41ce4f6b07f196676439d710759fa1ced7a08066d06ff1bf314681470289efae'

/** What every generator writes for a repository of the client's own, with its continuous integration. */
const litter = ['git_push.sh', '.travis.yml', '.gitlab-ci.yml', '.github/**', 'api/openapi.yaml']

/** The generator's jar, with a Java to run it. Throws a ClientFailure that says what to do where one is missing. */
export async function preparedJar(signal: AbortSignal): Promise<string> {
  await refuseWithoutJava(signal)
  return theJar(signal)
}

/** Writes the client into `folder`, which is there already. Throws a ClientFailure. */
export async function generate(
  language: GeneratedLanguage,
  folder: string,
  { jar, contract, signal }: { jar: string; contract: OpenApiDocument; signal: AbortSignal },
): Promise<void> {
  const row: Language = languages[language]
  const document = join(folder, 'openapi.json')
  const ignored = [...litter, ...(row.litter ?? []), '.openapi-generator-ignore', 'openapi.json']
  await writeFile(document, JSON.stringify(documentFor(row.shape ?? {}, contract)))
  await writeFile(join(folder, '.openapi-generator-ignore'), `${ignored.join('\n')}\n`)
  const args = [...argumentsFor(language, row, contract), '-i', document, '-o', folder]
  const { code, output } = await run('java', ['-jar', jar, 'generate', ...args], { signal })
  if (code !== 0) throw new ClientFailure(generatorFault(output))
  await rm(document, { force: true })
  await rm(join(folder, '.openapi-generator-ignore'), { force: true })
}

function argumentsFor(language: string, row: Language, contract: OpenApiDocument): string[] {
  const settings = {
    hideGenerationTimestamp: true,
    ...row.settings,
    [row.version]: packageVersion(language, contract.info.version),
  }
  return [
    '-g',
    row.generator,
    ...Object.entries(settings).flatMap(([name, value]) => [
      '--additional-properties',
      `${name}=${String(value)}`,
    ]),
    ...Object.entries(enumNames(contract, row.names)).flatMap(([value, name]) => [
      '--enum-name-mappings',
      `${value}=${name}`,
    ]),
    ...(row.options ?? []),
  ]
}

async function refuseWithoutJava(signal: AbortSignal): Promise<void> {
  const { code, output } = await run('java', ['-version'], { signal })
  const [, version] = /version "(?:1\.)?(\d+)/.exec(output) ?? []
  const found =
    code !== 0 || version === undefined
      ? 'There is no Java here'
      : Number(version) < 11
        ? `This is Java ${version}`
        : undefined
  if (found === undefined) return
  throw new ClientFailure(
    `${found}: OpenAPI Generator needs Java 11 or newer. Install one (Debian: apt-get install default-jre-headless; ` +
      'macOS: brew install openjdk; others: https://adoptium.net) so that `java` is on the PATH. TypeScript needs none.',
  )
}

interface Settings {
  version: string
  storageDir: string
}

async function settings(): Promise<Settings> {
  const { version, storageDir } = await generatorCli()
  if (typeof version === 'string' && typeof storageDir === 'string') return { version, storageDir }
  throw new ClientFailure(
    'openapitools.json needs the texts generator-cli.version and generator-cli.storageDir.',
  )
}

async function generatorCli(): Promise<Partial<Settings>> {
  try {
    const file = JSON.parse(await readFile(settingsFile, 'utf8')) as Record<string, unknown> | null
    return Object(file?.['generator-cli']) as Partial<Settings>
  } catch (error) {
    throw new ClientFailure(`openapitools.json can't be read: ${messageOf(error)}`)
  }
}

/** The jar's path; it is downloaded when it is not there yet. What is not the jar that we know is deleted and never run. */
async function theJar(signal: AbortSignal): Promise<string> {
  const { version, storageDir } = await settings()
  const jar = join(root, storageDir, `${version}.jar`)
  const there = await sha256(jar)
  if (there === jarSha256) return jar
  if (there !== undefined) await rm(jar)
  console.log(`Downloading OpenAPI Generator ${version} (32 MB, once) …`)
  const output = await download(jar, signal)
  const got = await sha256(jar)
  if (got === jarSha256) return jar
  if (got !== undefined) await rm(jar)
  const reason =
    got === undefined
      ? (/because of: "(.*)"/.exec(output)?.[1] ?? 'no answer').trim()
      : `its SHA-256 is ${got}, not ${jarSha256}`
  throw new ClientFailure(
    `OpenAPI Generator ${version} could not be downloaded: ${reason}. Behind a proxy set HTTPS_PROXY; a mirror of Maven Central is ` +
      `named by generator-cli.repository.downloadUrl in openapitools.json. Or put the jar of ` +
      `org.openapitools:openapi-generator-cli:${version} at ${relative(root, jar)} by hand. TypeScript needs none.`,
  )
}

async function sha256(file: string): Promise<string | undefined> {
  const content = await readFile(file).catch(() => undefined)
  return content && createHash('sha256').update(content).digest('hex')
}

/** Lets the npm package fetch the jar. It would run it at once, before we have checked it: so it gets a PATH without Java. */
async function download(jar: string, signal: AbortSignal): Promise<string> {
  await mkdir(dirname(jar), { recursive: true })
  const cli = createRequire(import.meta.url).resolve('@openapitools/openapi-generator-cli/main.js')
  const env = { ...process.env, PATH: dirname(jar), PWD: root }
  const args = [cli, '--openapitools', settingsFile, 'version']
  return (await run(process.execPath, args, { cwd: root, env, signal })).output
}

function generatorFault(output: string): string {
  const [, errors] = /Errors: ?\n([\s\S]*?)\n(?:Warnings|\n)/.exec(output) ?? []
  if (errors === undefined)
    return `OpenAPI Generator failed:\n${output.split('\n').slice(-20).join('\n')}`
  return `OpenAPI Generator refuses spec/openapi.yaml:\n${errors.replaceAll(/^\s*-?/gm, '  ')}`
}
