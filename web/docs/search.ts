import { findEntries, type SearchEntry } from './find.ts'

declare global {
  interface Window {
    /** Set by the script that is loaded when the search is opened first. */
    searchEntries?: SearchEntry[]
  }
}

interface Parts {
  dialog: HTMLDialogElement
  field: HTMLInputElement
  count: HTMLElement
  list: HTMLElement
}

/** Opened by its button, `/` or Ctrl+K; arrows go through what was found. */
export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.search')
  const field = dialog?.querySelector('input')
  const count = dialog?.querySelector<HTMLElement>('.count')
  const list = dialog?.querySelector('ul')
  if (!dialog || !field || !count || !list) return
  const parts = { dialog, field, count, list }
  const open = (): void => {
    void load().then(() => {
      search(parts)
    })
    if (!dialog.open) dialog.showModal()
    field.select()
  }
  document.querySelector('.bar .find')?.addEventListener('click', open)
  document.addEventListener(
    'keydown',
    (event) => {
      if (!isShortcut(event)) return
      event.preventDefault()
      event.stopPropagation()
      open()
    },
    true,
  )
  field.addEventListener('input', () => {
    search(parts)
  })
  dialog.addEventListener('keydown', (event) => {
    move(event, parts)
  })
  dialog.addEventListener('click', ({ target }) => {
    // The dialog itself is what is around its content.
    if (target === dialog || (target instanceof Element && target.closest('a') !== null))
      dialog.close()
  })
}

function isShortcut({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key === 'k') return (ctrlKey || metaKey) && !altKey
  const writing =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select') !== null)
  return key === '/' && !ctrlKey && !metaKey && !altKey && !writing
}

let loading: Promise<void> | undefined

/** A script, for a page that was opened from disk can fetch nothing. */
const load = (): Promise<void> =>
  (loading ??= new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = document.body.dataset['search'] ?? ''
    script.addEventListener('load', () => {
      resolve()
    })
    document.head.append(script)
  }))

function search({ field, count, list }: Parts): void {
  const found = findEntries(window.searchEntries ?? [], field.value)
  const shown = found.slice(0, 30)
  count.textContent = wording(field.value, found.length)
  list.replaceChildren(...shown.map(item))
}

const wording = (query: string, found: number): string => {
  if (query.trim() === '') return ''
  if (found === 0) return 'Nothing found. Try fewer or other words.'
  return found === 1 ? '1 result' : `${found} results${found > 30 ? ', the best 30 below' : ''}`
}

function item({ k, t, u, x }: SearchEntry): HTMLLIElement {
  const link = document.createElement('a')
  link.href = u
  for (const [className, text] of [
    ['kind', k],
    ['title', t],
    ['text', x.slice(0, 140)],
  ] as const) {
    const part = document.createElement('span')
    part.className = className
    part.textContent = text
    link.append(part)
  }
  const line = document.createElement('li')
  line.append(link)
  return line
}

function move(event: KeyboardEvent, { field, list }: Parts): void {
  const links = [...list.querySelectorAll('a')]
  const at = links.findIndex((link) => link === document.activeElement)
  if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus()
  else if (event.key === 'ArrowUp') (links[at - 1] ?? field).focus()
  else if (event.key === 'Enter' && at === -1) links[0]?.click()
  else return
  event.preventDefault()
}
