import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { ConfigError, invalidConfig } from './config-error.ts'
import { type Environment, variable } from './environment.ts'
import { isObject, type JsonObject } from './json.ts'
import { shapeIssues } from './problems.ts'
import { shieldReferences } from './references.ts'
import { yamlFaults } from './yaml-faults.ts'

export interface ConfigFile {
  /** Absolute; undefined when there is no file. */
  file: string | undefined
  document: JsonObject
}

export interface ConfigPlace {
  /** What `--config` names. */
  file?: string | undefined
  env: Environment
  cwd: string
}

const names = ['openclaw.yaml', 'openclaw.yml', 'openclaw.json']
const maxAliasCount = 100

/** Where the configuration may stand: the one file that is named, or the usual ones. */
export function candidateFiles({ file, env, cwd }: ConfigPlace): string[] {
  const named = file ?? variable(env, 'OPENCLAW_CONFIG')
  return (named === undefined ? names : [named]).map((name) => resolve(cwd, name))
}

/**
 * Reads the file that `--config` names, else OPENCLAW_CONFIG, else the first of the usual names in the working directory.
 * References to the environment are shielded, not resolved.
 */
export async function readConfigFile(options: ConfigPlace): Promise<ConfigFile> {
  const { env, cwd } = options
  if (options.file !== undefined) return readNamed(cwd, options.file, '--config')
  const fromEnvironment = variable(env, 'OPENCLAW_CONFIG')
  if (fromEnvironment !== undefined) return readNamed(cwd, fromEnvironment, 'OPENCLAW_CONFIG')
  for (const file of candidateFiles(options)) {
    const text = await readText(file)
    if (text !== undefined) return { file, document: parse(file, text) }
  }
  return { file: undefined, document: {} }
}

async function readNamed(cwd: string, name: string, source: string): Promise<ConfigFile> {
  if (name.trim() === '') {
    throw new ConfigError(`${source} is empty.\nGive it the path of a configuration file.`)
  }
  const file = resolve(cwd, name)
  const text = await readText(file)
  if (text === undefined) {
    throw new ConfigError(
      `There is no configuration file ${file}, which ${source} names.\nCorrect the path or make the file.`,
    )
  }
  return { file, document: parse(file, text) }
}

/** @returns undefined when there is no such file */
async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') return undefined
    throw new ConfigError(
      `The configuration file ${file} can't be read (${code}).\nMake it a file that the user of this process may read.`,
    )
  }
}

function parse(file: string, text: string): JsonObject {
  const document = parseText(file, shieldReferences(text)) ?? {}
  if (!isObject(document)) throw syntaxError(file, ['must be a mapping of keys to values'])
  const issues = shapeIssues(document)
  if (issues.length > 0) {
    const title = `The configuration in ${file} is not valid:`
    throw invalidConfig({ title, issues, remedy: 'Take these out.' })
  }
  return document
}

function parseText(file: string, text: string): unknown {
  const lineCounter = new LineCounter()
  // Known tags, as !!binary, make what JSON does not have.
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
  })
  const faults = [...document.errors, ...document.warnings].map(({ pos: [start], code }) => {
    const { line, col } = lineCounter.linePos(start)
    return `line ${line}, column ${col}: ${yamlFaults[code]}`
  })
  if (faults.length > 0) throw syntaxError(file, faults)
  try {
    return document.toJS({ maxAliasCount })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw syntaxError(file, [
      `a value begins with * and names no anchor (then put it in quotes), or there are more than ${maxAliasCount} values by alias`,
    ])
  }
}

const syntaxError = (file: string, faults: string[]): ConfigError =>
  new ConfigError(
    [
      `The configuration file ${file} is not proper YAML or JSON:`,
      ...faults.map((fault) => `  ${fault}`),
      'Correct this.',
    ].join('\n'),
  )
