import { ToolFailure } from '../tool.ts'
import type { Ending } from './run.ts'

/** In UTF-16 units. The contract allows 2,000 for what a failed call or run says. */
const maxMessage = 1900

export interface Result {
  exitCode: number
  /** One of the outputs is not whole. Before them, since a result that is too long as JSON is cut at its end. */
  truncated?: true
  stdout: string
  stderr: string
}

/** @throws ToolFailure when a signal ended it, or its exit code is none of the accepted ones */
export function resultOf(ending: Ending, accepted: readonly number[]): Result {
  const { exitCode, stdout, stderr } = ending
  if (exitCode === null || !accepted.includes(exitCode)) throw failureOf(ending)
  const truncated = stdout.truncated || stderr.truncated
  return {
    exitCode,
    ...(truncated && { truncated }),
    stdout: stdout.text,
    stderr: stderr.text,
  }
}

function failureOf({ exitCode, signalCode, stdout, stderr }: Ending): ToolFailure {
  const how =
    exitCode === null
      ? `The program was ended by ${signalCode ?? 'a signal'}`
      : `The program ended with exit code ${exitCode}`
  const [errors, output] = [stderr.text.trim(), stdout.text.trim()]
  if (errors !== '') return new ToolFailure(endOf(`${how}. Its errors end with: `, errors))
  if (output !== '') return new ToolFailure(endOf(`${how}. Its output ends with: `, output))
  return new ToolFailure(`${how}. It printed nothing.`)
}

function endOf(intro: string, text: string): string {
  const room = maxMessage - intro.length
  const end = text.length > room ? `…${text.slice(1 - room)}` : text
  return `${intro}${end}`
}
