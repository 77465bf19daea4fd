import { byId } from './elements.ts'
import { memory } from './memory.ts'

/** The counter is shown from here on. */
const nearLimit = 300

/** While a character is being chosen, to Safari also at the Enter that ends it, `isComposing` or not. */
const composingKey = 229

export interface Composer {
  clear: () => void
}

/** The field that the visitor writes in. What stands there is still there after a reload. */
export function createComposer(send: (text: string) => void): Composer {
  const form = byId('composer', HTMLFormElement)
  const field = byId('text', HTMLTextAreaElement)
  const button = byId('send', HTMLButtonElement)
  const counter = byId('counter', HTMLParagraphElement)

  const fit = (): void => {
    const left = field.maxLength - field.value.length
    counter.textContent = left > nearLimit ? '' : `${left} characters left`
    button.ariaDisabled = String(field.value.trim() === '')
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
  }

  const changed = (): void => {
    memory.setDraft(field.value)
    fit()
  }
  const clear = (): void => {
    field.value = ''
    changed()
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    clear()
    // Keeps the keyboard of a phone open.
    field.focus()
    send(text)
  })
  field.addEventListener('input', changed)
  field.addEventListener('keydown', (event) => {
    const { keyCode }: { keyCode: number } = event
    // Enter also ends the choice of a character in some languages.
    if (event.isComposing || keyCode === composingKey) return
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    form.requestSubmit()
  })
  field.value = memory.draft()
  fit()
  return { clear }
}
