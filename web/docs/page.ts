import { choose, currentMode, type Mode, show } from './color-mode.ts'
import { addCopyButtons } from './copy.ts'
import { startMenu } from './menu.ts'
import { startSearch } from './search.ts'

const button = document.querySelector<HTMLButtonElement>('.bar .dark')

function apply(mode: Mode): void {
  show(mode)
  button?.setAttribute('aria-pressed', String(mode === 'dark'))
  // Scalar's own way of saying it.
  if (document.getElementById('reference') === null) return
  document.body.classList.toggle('dark-mode', mode === 'dark')
  document.body.classList.toggle('light-mode', mode === 'light')
}

button?.setAttribute('aria-pressed', String(currentMode() === 'dark'))
button?.addEventListener('click', () => {
  const mode = button.getAttribute('aria-pressed') === 'true' ? 'light' : 'dark'
  choose(mode)
  apply(mode)
})

startMenu()
startSearch()
addCopyButtons()
