/** Scalar keeps its choice under the same key, so that all pages agree. */
const key = 'colorMode'

export type Mode = 'light' | 'dark'

/** What the reader chose; nothing where they follow their device. */
export function chosenMode(): Mode | undefined {
  const stored = read()
  return stored === 'light' || stored === 'dark' ? stored : undefined
}

/** What is shown. */
export const currentMode = (): Mode =>
  chosenMode() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

export function choose(mode: Mode): void {
  try {
    localStorage.setItem(key, mode)
  } catch {
    // Storage that is switched off: the choice holds for this page.
  }
}

export const show = (mode: Mode): void => {
  document.documentElement.dataset['theme'] = mode
}

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
