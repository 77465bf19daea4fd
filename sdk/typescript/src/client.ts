import { Api } from './api.ts'
import { type EventHandler, Listener, type ListenerOptions } from './events/listener.ts'
import { type EventOptions, EventStream } from './events/stream.ts'
import { Resources } from './generated/resources.ts'
import type { EventType } from './generated/schema.ts'
import { type ClientOptions, resolveOptions } from './options.ts'

/**
 * A client of an OpenClaw gateway.
 *
 * @example
 * const claw = new OpenClaw({ baseUrl: 'http://127.0.0.1:3000', token })
 * await claw.messages.send({ channel: 'telegram', userId: '42', message: 'Hello' })
 */
export class OpenClaw extends Resources {
  #listener: Listener | undefined

  /** @throws OpenClawError when an option is missing or wrong */
  constructor(options: ClientOptions = {}) {
    super(new Api(resolveOptions(options)))
  }

  /** A client with these options instead; what is not given, or undefined, stays. Headers are added. */
  withOptions(options: ClientOptions): OpenClaw {
    const { settings } = this.api
    const given = Object.entries(options).filter(([, value]) => value !== undefined)
    return new OpenClaw({
      ...settings,
      token: settings.token,
      WebSocket: settings.WebSocket ?? false,
      ...(Object.fromEntries(given) as ClientOptions),
      headers: { ...settings.headers, ...options.headers },
    })
  }

  /**
   * The gateway's events, each once and in order, across any number of connections.
   *
   * @example
   * for await (const event of claw.events({ types: ['message:received'] })) console.log(event.payload.message)
   */
  events<T extends EventType = EventType>(options: EventOptions<T> = {}): EventStream<T> {
    return new EventStream(this.api, options)
  }

  /** Handlers for events, with options of their own: where to begin, how to end. */
  listen(options: ListenerOptions = {}): Listener {
    return new Listener(this.api, options)
  }

  /**
   * Calls the handler for each event of this type from now on.
   *
   * @example
   * claw.on('message:received', (message, reply) => reply(`You said: ${message.message}`))
   */
  on<T extends EventType>(type: T, handler: EventHandler<T>): Listener {
    if (this.#listener?.isClosed !== false) this.#listener = this.listen()
    return this.#listener.on(type, handler)
  }
}
