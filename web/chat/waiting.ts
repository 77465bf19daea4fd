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

/** What the visitor wrote that is not stored yet, below the conversation, each with what is to be known of it. */
export class Waiting {
  readonly #list = byId('unsent', HTMLDivElement)
  readonly #choices: Choices

  constructor(choices: Choices) {
    this.#choices = choices
  }

  show(unsent: Unsent[], state: WaitingState): void {
    this.#list.replaceChildren(...unsent.map((one) => this.#bubble(one, state)))
  }

  #bubble(unsent: Unsent, { online, problem }: WaitingState): HTMLElement {
    const shown = bubble('visitor', unsent.text, timeOf(new Date(unsent.time)))
    shown.classList.add('unsent')
    const { refusal } = unsent
    if (refusal === undefined) {
      const waits = problem === undefined ? 'Not sent yet' : `Not sent yet: ${problem}`
      shown.append(element('p', 'meta', online && problem === undefined ? 'Sending…' : waits))
    } else {
      shown.classList.add('refused')
      const again = action('Try again', () => {
        this.#choices.retry(unsent)
      })
      const discard = action('Discard', () => {
        this.#choices.discard(unsent)
      })
      shown.append(element('p', 'meta', `Not sent: ${refusal}`, again, discard))
    }
    return shown
  }
}
