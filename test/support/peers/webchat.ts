import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { visitorIdOf } from '../../../src/kernel/visitor.ts'
import { ChatClient } from '../chat-client.ts'
import type { House } from './house.ts'
import type { Peer, Said, Vendor } from './peer.ts'
import { until } from '../until.ts'

/** The same for a user of the same number, over all connections and gateways. */
const tokenOf = (user: number): string =>
  createHash('sha256').update(`visitor ${user}`).digest('base64url')

/** One person with the chat in a browser tab, which connects whenever they need it. */
class Person {
  readonly #url: () => string
  readonly #token: string
  #tab: ChatClient | undefined
  #said = 0
  #lastText = ''

  constructor(url: () => string, token: string) {
    this.#url = url
    this.#token = token
  }

  async say(text: string): Promise<Said> {
    this.#said += 1
    this.#lastText = text
    return this.repeat()
  }

  async repeat(): Promise<Said> {
    const tab = await this.#open()
    const before = answersOf(tab).length
    tab.send({ type: 'say', id: `say-${this.#said}`, text: this.#lastText })
    let closed: string | undefined
    void tab.closed.then(({ code, reason }) => (closed = `${code} ${reason}`))
    const answer = await until(() => {
      const given = answersOf(tab)[before]
      if (given !== undefined) return given
      if (closed === undefined) throw new Error('There is no answer yet.')
      return { type: 'closed', code: closed } as const
    })
    if (answer.type === 'accepted') return { taken: true }
    if (answer.type === 'closed') return { taken: false, code: answer.code }
    const { code, retryAfter } = answer
    return { taken: false, code, ...(retryAfter === undefined ? {} : { retryAfter }) }
  }

  /** What the operator wrote, as it stands on the page: the history, and what came live. */
  async arrived(): Promise<string[]> {
    const tab = await this.#open()
    const shown = [
      ...tab.all('welcome').flatMap(({ messages }) => messages),
      ...tab.all('message').map(({ message }) => message),
    ]
    return shown.filter(({ from }) => from === 'operator').map(({ text }) => text)
  }

  async leave(): Promise<void> {
    await this.#tab?.[Symbol.asyncDispose]()
    this.#tab = undefined
  }

  async #open(): Promise<ChatClient> {
    if (this.#tab?.socket.readyState === this.#tab?.socket.OPEN && this.#tab !== undefined) {
      return this.#tab
    }
    const tab = await ChatClient.open(this.#url())
    tab.send({ type: 'hello', token: this.#token })
    await until(() => {
      expect(tab.all('welcome')).toHaveLength(1)
    })
    this.#tab = tab
    return tab
  }
}

const answersOf = (tab: ChatClient) =>
  tab.frames.filter((frame) => frame.type === 'accepted' || frame.type === 'refused')

function open(): Promise<Peer> {
  const people = new Map<number, Person>()
  let gateway = ''
  const person = (user: number): Person => {
    const known = people.get(user) ?? new Person(() => gateway, tokenOf(user))
    people.set(user, known)
    return known
  }
  const leave = async (): Promise<void> => {
    await Promise.all([...people.values()].map((each) => each.leave()))
  }
  return Promise.resolve({
    config: { type: 'webchat' },
    meet: (url: string) => {
      gateway = url
    },
    address: (user: number) => visitorIdOf(tokenOf(user)),
    say: (user: number, text: string) => person(user).say(text),
    repeat: (user: number) => person(user).repeat(),
    arrived: (user: number) => person(user).arrived(),
    leave,
    comeBack: () => Promise.resolve(),
    [Symbol.asyncDispose]: leave,
  })
}

const mailbox = 'the conversation in the store is the mailbox, and no service is between'

/** Nobody is there to take it, and still it is in their mailbox once. */
async function reachesWhoIsAway(house: House): Promise<void> {
  const { peer } = house
  await peer.arrived(0)
  await peer.leave()
  const message = await house.ended(await house.send(0, 'For later'))
  expect(message).toMatchObject({ status: 'sent', attempts: [{ outcome: 'sent', part: 1 }] })
  await peer.comeBack()
  expect(await peer.arrived(0)).toEqual(['For later'])
}

export const webchat: Vendor = {
  type: 'webchat',
  open,
  sender: {
    absent: 'a visitor has no account and so no name',
    instead: async (house) => {
      await house.peer.say(0, 'Who am I?')
      const [received] = await house.received(1)
      expect(received).not.toHaveProperty('sender')
    },
  },
  later: { absent: mailbox, instead: reachesWhoIsAway },
  never: { address: 'nobody', reason: /^"nobody" is no visitor of the web chat/ },
  lost: { absent: mailbox, instead: reachesWhoIsAway },
  plain: 'Hello *from* <b>API</b>!',
  longest: Infinity,
  connection: {
    absent: 'the gateway serves it itself: it is there as long as the gateway is',
    instead: async (house) => {
      await reachesWhoIsAway(house)
      const { peer } = house
      await peer.say(0, 'I am back')
      await peer.leave()
      // A visitor who does not know whether it arrived says it again, under the same id.
      expect(await peer.repeat(0)).toEqual({ taken: true })
      expect((await house.received(1)).map(({ message }) => message)).toEqual(['I am back'])
      expect(await house.states()).toEqual([{ channel: 'subject', status: 'connected' }])
    },
  },
  token: {
    absent: 'there is no account at a service',
    instead: async (house) => {
      const response = await house.server.fetch('/api/config', {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        json: { channels: { subject: { botToken: 'none' } } },
      })
      expect(response.status).toBe(400)
    },
  },
  refusal: { stranger: 'FORBIDDEN', flood: 'RATE_LIMITED' },
  hostile: { long: '1009 ', nul: 'cleaned', surrogates: 'cleaned' },
  attachment: {
    absent: 'the contract knows a text and nothing beside it',
    instead: async (house) => {
      const chat = await ChatClient.open(house.server.url)
      chat.send({ type: 'hello', attachment: 'offer.pdf' })
      expect(await chat.closed).toMatchObject({ code: 1008 })
    },
  },
}
