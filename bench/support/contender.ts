import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Call, CommandName, Commands, Reply } from './protocol.ts'

interface Waiting {
  resolve: (output: unknown) => void
  reject: (reason: Error) => void
}

/** A program of `bench/contenders/` in a process of its own. */
export class Contender implements AsyncDisposable {
  readonly url: string
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0

  private constructor(child: ChildProcess, url: string) {
    this.url = url
    this.#process = child
    child.on('message', (reply: Reply) => {
      this.#settle(reply)
    })
    child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('A contender ended.'))
    })
  }

  /** @param options JSON, given to the program as it starts */
  static async start(program: string, options: object = {}): Promise<Contender> {
    const file = fileURLToPath(new URL(`../contenders/${program}.ts`, import.meta.url))
    const child = fork(file, [JSON.stringify(options)])
    const ended = once(child, 'exit').then(() => {
      throw new Error(`The contender ${program} ended before it was ready.`)
    })
    const [first] = (await Promise.race([once(child, 'message'), ended])) as [Reply]
    ended.catch(() => undefined)
    if (!('ready' in first)) throw new Error(`The contender ${program} did not say its address.`)
    return new Contender(child, first.ready.url)
  }

  call<Name extends CommandName>(
    name: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']> {
    const id = ++this.#calls
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.#process.send({ id, name, input } satisfies Call)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.disconnect()
    await ended
  }

  #settle(reply: Reply): void {
    if ('ready' in reply) return
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('error' in reply) waiting?.reject(new Error(reply.error))
    else waiting?.resolve(reply.output)
  }
}
