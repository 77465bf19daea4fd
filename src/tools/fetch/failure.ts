import { ToolFailure } from '../tool.ts'

/** A failure that blames the parameter `url`. The reason goes on from "it …" and from "redirects to …, which …". */
export const urlFailure = (reason: string, cause?: unknown): ToolFailure =>
  new ToolFailure(reason, { parameter: 'url', cause })

/**
 * The one answer to everything that leads inside, whether it is there or not, so that nobody can learn from it what is there. A name
 * that nobody knows gets it too.
 */
export const notPublic = (): ToolFailure => urlFailure('leads to no host on the public internet')

/** Runs network work; what the operating system, TLS, HTTP or zlib says becomes a failure with this reason, other errors stay as they are. */
export async function blaming<T>(reason: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    throw code === undefined ? error : urlFailure(`${reason} (${code})`, error)
  }
}

/** The code of an error, as `ECONNREFUSED`. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
