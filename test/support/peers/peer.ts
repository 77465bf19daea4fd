import type { ChannelConfig, Sender } from '../../../src/generated/types.ts'
import type { Fate, Front } from './front.ts'
import type { House } from './house.ts'

/** What somebody is told who writes. A network whose users write to it, not to the gateway, tells them nothing. */
export type Said = { taken: true } | { taken: false; code: string; retryAfter?: number }

/** The other side of a channel: a service with its users, in no code path of the gateway. Users have numbers. */
export interface Peer extends AsyncDisposable {
  /** The channel in the configuration. */
  readonly config: { type: ChannelConfig['type'] } & Record<string, unknown>
  /** In front of the service's HTTP side, where there is a service. */
  readonly front?: Front
  /** Tells where the gateway is, for users who come to it themselves. */
  meet(url: string): void
  /** The address of this user's conversation. */
  address(user: number): string
  say(user: number, text: string): Promise<Said>
  /** Says something that has other parts than a text, in the service's own terms. */
  sayMore?(user: number, parts: object): Promise<Said>
  /** What the user said last comes once more, with the same id. */
  repeat(user: number): Promise<Said>
  /** What this user has received, oldest first, as often as they see it. */
  arrived(user: number): string[] | Promise<string[]>
  /** The service, or the user, can't be reached any more. */
  leave(): Promise<void>
  comeBack(): Promise<void>
}

/** What a channel does not have: why not, and what holds in its place. */
export interface Absent {
  absent: string
  instead: (house: House) => Promise<void>
}

export type Trait<T> = T | Absent

export const isAbsent = <T extends object>(trait: Trait<T>): trait is Absent => 'absent' in trait

export interface Vendor {
  type: ChannelConfig['type']
  open(): Promise<Peer>
  /** Who wrote a message. */
  sender: Trait<{ of: (user: number) => Sender }>
  /** Not now; with a time where the service names one. */
  later: Trait<{ fate: (seconds?: number) => Fate; reason: RegExp }>
  /** Refused for good: a send that fares so, or to an address that can't be. */
  never: { fate?: Fate; address?: string; reason: RegExp }
  /** The connection breaks after the service has taken a message. `attempts` is how they then end. */
  lost: Trait<{ status: 'sent' | 'unknown'; attempts: string[] }>
  /** What goes over the wire for `Hello *from* <b>API</b>!`, so that the user reads just that. */
  plain: string
  /** The longest text of one message, in what the service counts; all of it where there is no limit. */
  longest: number
  /** `by`: what tells that the service is away. */
  connection: Trait<{ by: 'watching' | 'sending'; reason: RegExp }>
  token: Trait<{ wrong: string; reason: RegExp }>
  /** What a stranger and somebody who floods is told; `undefined` where they write to the network and not to us. */
  refusal: { stranger: string; flood: string } | undefined
  /** What becomes of bad texts: `cleaned` is stored and fit to be, else the code of its refusal. */
  hostile: Record<'long' | 'nul' | 'surrogates', string>
  /** Things that are no text: what is said, and the note that is stored of it. */
  attachment: Trait<{ parts: object; note: string }>
}
