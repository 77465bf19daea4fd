import { byId } from './elements.ts'

/** The counter is shown from here on. */
const nearLimit = 300

/** The field that the visitor writes in. */
export function createComposer(send: (text: string) => void): void {
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

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    fit()
    // Keeps the keyboard of a phone open.
    field.focus()
    send(text)
  })
  field.addEventListener('input', fit)
  field.addEventListener('keydown', (event) => {
    // Enter also ends the choice of a character in some languages.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  fit()
}
