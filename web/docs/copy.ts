/** A button at each block of code. Where the clipboard can't be used (plain HTTP beyond loopback), none. */
export function addCopyButtons(): void {
  if (!isSecureContext) return
  for (const block of document.querySelectorAll<HTMLElement>('.code')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Copy'
    button.addEventListener('click', () => {
      void copy(button, block.querySelector('code')?.textContent ?? '')
    })
    block.append(button)
  }
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    button.textContent = 'Copied'
  } catch {
    button.textContent = 'Not copied'
  }
  setTimeout(() => {
    button.textContent = 'Copy'
  }, 2000)
}
