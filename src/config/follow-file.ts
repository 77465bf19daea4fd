import { unwatchFile, watchFile } from 'node:fs'
import type { LiveConfig } from './live-config.ts'
import { type LoadOptions, loadConfig } from './load-config.ts'
import { candidateFiles } from './read-file.ts'

const lookMs = 1_000
/** An editor may empty a file before it writes it. */
const settleMs = 250

/**
 * Reads the configuration file again whenever it is changed, made or removed. Its time and size are looked at each second:
 * notices of the operating system are lost on network and container file systems, and when an editor puts a new file in place.
 * @returns a function that ends it
 */
export function followFile(config: LiveConfig, options: LoadOptions): () => void {
  const files = candidateFiles(options)
  let timer: NodeJS.Timeout | undefined
  const onChange = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void config.reload(() => loadConfig(options))
    }, settleMs).unref()
  }
  for (const file of files) watchFile(file, { interval: lookMs, persistent: false }, onChange)
  // What was changed after it was read and before the first look would not be noticed.
  onChange()
  return () => {
    clearTimeout(timer)
    for (const file of files) unwatchFile(file, onChange)
  }
}
