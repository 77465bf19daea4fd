import { bubble } from './conversation.ts'
import { action, byId, element } from './elements.ts'
import type { Unsent } from './memory.ts'
import { timeOf } from './times.ts'

export interface WaitingState {
  online: boolean
  /** Why the gateway does not take them at the moment. */
  problem: string | undefined
}

interface Choices {
  retry: (unsent: Unsent) => void
  discard: (unsent: Unsent) => void
}

/** One of them as it is shown. */
interface Shown {
  element: HTMLElement
  note: HTMLElement
  refusal: string | undefined
}

/** What the visitor wrote that is not stored yet, below the conversation, each with what is to be known of it. */
export class Waiting {
  readonly #list = byId('unsent', HTMLDivElement)
  readonly #choices: Choices
  #shown = new Map<string, Shown>()

  constructor(choices: Choices) {
    this.#choices = choices
  }

  /** Touches only what has changed: an element that is replaced, or only moved, loses the keyboard's focus. */
  show(unsent: Unsent[], { online, problem }: WaitingState): void {
    const hadFocus = this.#hasFocus()
    const before = this.#shown
    this.#shown = new Map(unsent.map((one) => [one.id, this.#same(before, one) ?? this.#make(one)]))
    const kept = new Set(this.#shown.values())
    for (const old of before.values()) if (!kept.has(old)) old.element.remove()
    const waits = problem === undefined ? 'Not sent yet' : `Not sent yet: ${problem}`
    const note = online && problem === undefined ? 'Sending…' : waits
    for (const [index, shown] of [...kept].entries()) {
      if (shown.refusal === undefined) shown.note.textContent = note
      const there = this.#list.children.item(index)
      if (there !== shown.element) this.#list.insertBefore(shown.element, there)
    }
    // A button that is gone leaves it to nobody.
    if (hadFocus && !this.#hasFocus()) byId('log', HTMLDivElement).focus()
  }

  #hasFocus(): boolean {
    return this.#list.contains(document.activeElement)
  }

  #same(before: Map<string, Shown>, { id, refusal }: Unsent): Shown | undefined {
    const shown = before.get(id)
    return shown?.refusal === refusal ? shown : undefined
  }

  #make(unsent: Unsent): Shown {
    const shown = bubble('visitor', unsent.text, timeOf(new Date(unsent.time)))
    shown.classList.add('unsent')
    const { refusal } = unsent
    const note = element('p', 'meta')
    shown.append(note)
    if (refusal !== undefined) {
      shown.classList.add('refused')
      const again = action('Try again', () => {
        this.#choices.retry(unsent)
      })
      const discard = action('Discard', () => {
        this.#choices.discard(unsent)
      })
      note.append(`Not sent: ${refusal}`, again, discard)
    }
    return { element: shown, note, refusal }
  }
}
