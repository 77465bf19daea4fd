/** What the caller can mend: its message is printed alone, without a stack. */
export class ClientFailure extends Error {}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** Called before each step that can't be taken back. @throws ClientFailure */
export function refuseInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new ClientFailure('Interrupted.')
}
