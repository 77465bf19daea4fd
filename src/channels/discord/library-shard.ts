import {
  type IContextFetchingStrategy,
  type SessionInfo,
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  type WebSocketShardEvents,
} from '@discordjs/ws'

/** What of `ws` is needed to leave a connection in any state. */
interface Socket {
  readonly readyState: number
  on(event: 'error', listener: () => void): void
  terminate(): void
}

/** A socket's `readyState` until its handshake is done. */
export const connecting = 0

/** What the library's types keep private, in the one version that package.json names. */
interface Insides {
  readonly connection: Socket | null
  destroy(options?: WebSocketShardDestroyOptions): Promise<void>
  internalConnect(): Promise<void>
  onClose(code: number): Promise<void>
  onError(error: Error): void
  onMessage(data: unknown, isBinary: boolean): Promise<void>
  resume(session: SessionInfo): Promise<void>
  unpackMessage(data: unknown, isBinary: boolean): Promise<unknown>
  waitForEvent(event: WebSocketShardEvents, timeoutMs: number): Promise<{ ok: boolean }>
}

type Library = new (
  strategy: IContextFetchingStrategy,
  id: number,
) => Omit<WebSocketShard, keyof Insides> & Insides

export const LibraryShard = WebSocketShard as unknown as Library
