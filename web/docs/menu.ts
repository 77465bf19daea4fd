/** The navigation on a narrow screen, and on the HTTP reference: opened by a button, closed by it, Escape or a choice. */
export function startMenu(): void {
  const button = document.querySelector<HTMLButtonElement>('.bar .menu')
  const navigation = document.getElementById('navigation')
  if (button === null || navigation === null) return
  const isOpen = (): boolean => button.getAttribute('aria-expanded') === 'true'
  const set = (open: boolean): void => {
    button.setAttribute('aria-expanded', String(open))
    navigation.classList.toggle('open', open)
    if (open) navigation.querySelector('a')?.focus()
  }
  button.addEventListener('click', () => {
    set(!isOpen())
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !isOpen()) return
    set(false)
    button.focus()
  })
  document.addEventListener('click', ({ target }) => {
    if (!isOpen() || !(target instanceof Element)) return
    if (target.closest('#navigation a') !== null || target.closest('#navigation, .menu') === null)
      set(false)
  })
}
