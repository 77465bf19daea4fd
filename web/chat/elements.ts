/** The element of the page with this id. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`The page has no ${type.name} #${id}.`)
}

/** A new element. What is given as its content becomes text, never HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.className = className
  made.append(...content)
  return made
}

/** A small button that does one thing. */
export function action(label: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', '', label)
  button.type = 'button'
  button.addEventListener('click', onClick)
  return button
}
