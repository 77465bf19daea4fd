import type { Call, CommandHandlers, Reply } from './protocol.ts'

/** What the parent gave this process to start with. */
export const startOptions: unknown = JSON.parse(process.argv[2] ?? '{}')

const tell = (reply: Reply): void => void process.send?.(reply)

/** Answers the parent's calls, until it lets go of this process. */
export function serve(url: string, handlers: CommandHandlers = {}): void {
  const all: CommandHandlers = { cpu: cpuMicros, ...handlers }
  process.on('message', (call: Call) => void answer(all, call).then(tell))
  process.on('disconnect', () => process.exit())
  tell({ ready: { url } })
}

async function answer(handlers: CommandHandlers, { id, name, input }: Call): Promise<Reply> {
  const handler = handlers[name] as ((input: unknown) => unknown) | undefined
  if (handler === undefined) return { id, error: `This process does not know ${name}.` }
  try {
    return { id, output: (await handler(input)) ?? null }
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function cpuMicros(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
