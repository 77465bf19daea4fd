import { inject, onTestFinished } from 'vitest'
import type { kinds } from '../peers/kinds.ts'
import type { Order, Peer } from '../peers/peer-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test/peers/main.ts listens. */
    peersUrl: string
  }
}

// Tests put another in its place.
const fetch = globalThis.fetch.bind(globalThis)

type Kinds = typeof kinds
export type PeerOf<Kind extends keyof Kinds> = Awaited<ReturnType<Kinds[Kind]>>

type Called<Member> = Member extends (...args: infer Args) => infer Result
  ? (...args: Args) => Promise<Awaited<Result>>
  : () => Promise<Member>

/** A peer in the other process: its address, and all else that it has by a question. */
export type Remote<Of extends Peer> = {
  [Name in Exclude<keyof Of, 'url' | typeof Symbol.asyncDispose>]: Called<Of[Name]>
} & Peer

/** Opens a peer of this kind. Who opens it closes it. */
export async function openPeer<Kind extends keyof Kinds>(
  kind: Kind,
  ...args: Parameters<Kinds[Kind]>
): Promise<Remote<PeerOf<Kind>>> {
  const { id, url } = (await order({ open: kind, args })) as { id: number; url: string }
  const own = { url, [Symbol.asyncDispose]: () => order({ close: id }) }
  return new Proxy(own, {
    get(_target, member) {
      if (member in own) return own[member as keyof typeof own]
      // A promise that is resolved with it looks for one.
      if (member === 'then' || typeof member === 'symbol') return undefined
      return (...rest: unknown[]) => order({ call: id, member, args: rest })
    },
  }) as Remote<PeerOf<Kind>>
}

/** As `openPeer`; it is gone after the test. */
export async function usePeer<Kind extends keyof Kinds>(
  kind: Kind,
  ...args: Parameters<Kinds[Kind]>
): Promise<Remote<PeerOf<Kind>>> {
  const peer = await openPeer(kind, ...args)
  onTestFinished(() => peer[Symbol.asyncDispose]())
  return peer
}

async function order(what: Order): Promise<unknown> {
  const response = await fetch(inject('peersUrl'), { method: 'POST', body: JSON.stringify(what) })
  const { value, error } = (await response.json()) as { value?: unknown; error?: string }
  if (error !== undefined) throw new Error(error)
  return value
}
