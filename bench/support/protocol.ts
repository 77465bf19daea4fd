/** What the benchmark asks of its child processes: a name, what it is given, what it answers. */
export interface Commands {
  /** CPU time of the process so far, user and system, in µs. */
  cpu: { input: null; output: number }
  /** Appends events as fast as it can. `batch`: how many are on their way at once. Answers when it began. */
  publish: { input: { events: number; batch: number }; output: { startedAt: number } }
  /** Takes messages as a channel does, at this rate. Answers when each was taken, and when it was committed. */
  receive: { input: { perSecond: number; seconds: number }; output: MessageTimes }
  /** Opens so many event streams. */
  subscribe: { input: { url: string; token: string; count: number }; output: null }
  /** Answers when the last subscriber has got so many events more. */
  delivered: { input: { events: number }; output: { endedAt: number } }
  /** Answers when each message arrived at each subscriber. */
  arrivals: { input: { messages: number }; output: { message: number; at: number }[] }
  /** How many webhooks have arrived so far. */
  received: { input: null; output: number }
}

/** Both by the number of the message, in ms of the shared clock. */
export interface MessageTimes {
  takenAt: number[]
  committedAt: number[]
}

export type CommandName = keyof Commands

export type CommandHandlers = {
  [Name in CommandName]?: (
    input: Commands[Name]['input'],
  ) => Commands[Name]['output'] | Promise<Commands[Name]['output']>
}

export interface Call {
  id: number
  name: CommandName
  input: unknown
}

export type Reply =
  { ready: { url: string } } | { id: number; output: unknown } | { id: number; error: string }
