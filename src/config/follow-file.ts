import { unwatchFile, watchFile } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ConfigError } from './config-error.ts'
import type { LiveConfig } from './live-config.ts'
import { type LoadedConfig, type LoadOptions, loadConfig } from './load-config.ts'
import { candidateFiles } from './read-file.ts'

const lookMs = 1_000
/** An editor may empty a file before it writes it: what is younger is not read yet. */
const settleMs = 250

/**
 * Reads the configuration file again whenever it is changed, made or removed. Its time and size are looked at each second:
 * notices of the operating system are lost on network and container file systems, and when an editor puts a new file in place.
 * @returns a function that ends it
 */
export function followFile(config: LiveConfig, options: LoadOptions): () => void {
  const files = candidateFiles(options)
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const lookIn = (ms: number): void => {
    if (ended) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      void reload()
    }, ms).unref()
  }
  const onChange = (): void => {
    lookIn(settleMs)
  }
  const reload = async (): Promise<void> => {
    if (!(await config.reload(() => loadSettled(files, options)))) lookIn(lookMs)
  }
  for (const file of files) watchFile(file, { interval: lookMs, persistent: false }, onChange)
  // What was changed after it was read and before the first look would not be noticed.
  onChange()
  return () => {
    ended = true
    clearTimeout(timer)
    for (const file of files) unwatchFile(file, onChange)
  }
}

/** @returns undefined when a file was changed meanwhile, or so lately that it may be half written */
async function loadSettled(
  files: readonly string[],
  options: LoadOptions,
): Promise<LoadedConfig | undefined> {
  const before = await traitsOf(files)
  if (before.some(({ changedAt }) => Math.abs(Date.now() - changedAt) < settleMs)) return undefined
  // Of several the first one holds.
  const [chosen] = before
  if (chosen?.size === 0) throw emptied(chosen.file)
  const loaded = await loadConfig(options)
  const after = await traitsOf(files)
  return JSON.stringify(before) === JSON.stringify(after) ? loaded : undefined
}

/** Of those that are there. */
async function traitsOf(files: readonly string[]) {
  const found = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size, mtimeMs: changedAt }) => [{ file, size, changedAt }],
        () => [],
      ),
    ),
  )
  return found.flat()
}

/** A full disk leaves such a file, and it would take every channel and token away. */
const emptied = (file: string): ConfigError =>
  new ConfigError(`The configuration file ${file} is empty.\nRemove it, or write {} into it.`)
