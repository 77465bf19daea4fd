import { cpus, release, totalmem, type } from 'node:os'

/** What the figures were measured on. */
export function machine(): string[] {
  const [first] = cpus()
  return [
    `CPU: ${first?.model ?? 'unknown'}, ${cpus().length} cores`,
    `Memory: ${(totalmem() / 2 ** 30).toFixed(1)} GB`,
    `System: ${type()} ${release()} (${process.arch})`,
    `Node: ${process.version}`,
  ]
}
