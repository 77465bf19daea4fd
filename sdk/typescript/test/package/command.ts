import { run } from '../../../../test/clients/command.ts'

export interface CommandOptions {
  cwd: string
  env?: Record<string, string>
  /** When it is killed; 3 where it is not given. */
  minutes?: number
}

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws with both of its streams when it fails
 */
export async function command(line: string[], options: CommandOptions): Promise<string> {
  const { code, stdout, output } = await run(line, { minutes: 3, ...options })
  if (code === 0) return stdout
  throw new Error(`${line.join(' ')} ended with ${String(code)}:\n${output.trim()}`)
}

export const npmInstall = (folder: string, packages: string[]): Promise<string> =>
  command(
    ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', ...packages],
    { cwd: folder },
  )
