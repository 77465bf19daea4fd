import type { ChatMessage } from '../../src/generated/types.ts'
import { byId, element } from './elements.ts'
import { dayOf, timeOf } from './times.ts'

/** A message, or the line above the messages of a day. */
interface Entry {
  at: number
  /** Tells apart what came at the same time. */
  id: string
  from: string
  element: HTMLElement
}

/** The messages that the gateway has, oldest first, each once. */
export class Conversation {
  readonly #list: HTMLElement
  #entries: Entry[] = []
  readonly #ids = new Set<string>()

  constructor(list = byId('messages', HTMLDivElement)) {
    this.#list = list
  }

  /** @returns whether it was new */
  add(message: ChatMessage, fresh: boolean): boolean {
    if (this.#ids.has(message.id)) return false
    this.#ids.add(message.id)
    const date = new Date(message.time)
    const midnight = new Date(date).setHours(0, 0, 0, 0)
    const day = `day-${midnight}`
    if (!this.#ids.has(day)) {
      this.#ids.add(day)
      const line = element('p', 'day', dayOf(date))
      this.#insert({ at: midnight, id: '', from: '', element: line })
    }
    const shown = bubble(message.from, message.text, timeOf(date))
    if (fresh) shown.classList.add('fresh')
    this.#insert({ at: date.getTime(), id: message.id, from: message.from, element: shown })
    return true
  }

  /** What stands above everything. */
  greet(text: string): void {
    const greeting = 'greeting'
    if (this.#ids.has(greeting)) return
    this.#ids.add(greeting)
    this.#insert({ at: 0, id: '', from: '', element: bubble('operator', text) })
  }

  clear(): void {
    this.#entries = []
    this.#ids.clear()
    this.#list.replaceChildren()
  }

  #insert(entry: Entry): void {
    const before = this.#entries.findLastIndex(
      ({ at, id }) => at < entry.at || (at === entry.at && id < entry.id),
    )
    this.#entries.splice(before + 1, 0, entry)
    this.#list.insertBefore(entry.element, this.#list.children[before + 1] ?? null)
    this.#join(before + 1)
    this.#join(before + 2)
  }

  /** Who and when are shown once where they stay the same; they can be heard of each. */
  #join(index: number): void {
    const entry = this.#entries[index]
    const before = this.#entries[index - 1]
    if (entry === undefined || entry.from === '') return
    const minute = (at: number): number => Math.floor(at / 60_000)
    const joined = before?.from === entry.from && minute(before.at) === minute(entry.at)
    entry.element.classList.toggle('joined', joined)
  }
}

/** @param from who wrote it. @param time when, where that is to be said */
export function bubble(
  from: ChatMessage['from'],
  text: string,
  time?: HTMLTimeElement,
): HTMLElement {
  const who = from === 'visitor' ? 'You' : 'Operator'
  const meta = element('p', 'meta', ...(time === undefined ? [who] : [`${who} · `, time]))
  return element('article', `message ${from}`, meta, element('p', 'bubble', text))
}
