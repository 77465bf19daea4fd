import { byId } from './elements.ts'

/** As near to the end as counts as being there. */
const nearPx = 48

/** Keeps the newest message in sight, unless the reader has scrolled up to older ones. */
export class Scroll {
  readonly #log = byId('log', HTMLDivElement)
  readonly #newest = byId('newest', HTMLButtonElement)
  /** Where the end was when something last changed: scrolling away from it counts at once, its event comes a frame later. */
  #end = 0

  constructor() {
    this.#log.addEventListener('scroll', () => {
      if (this.#isAt(this.#lowest)) this.#newest.hidden = true
    })
    // The keyboard of a phone comes and goes, the field grows.
    new ResizeObserver(() => {
      this.settle()
    }).observe(this.#log)
    this.#newest.addEventListener('click', () => {
      this.toEnd()
      this.#log.focus()
    })
  }

  /** After something has changed. @param isNews tells a reader who is elsewhere of it */
  settle(isNews = false): void {
    // With less to show than before the browser has moved up by itself.
    if (this.#isAt(Math.min(this.#end, this.#lowest))) this.toEnd()
    else if (isNews) this.#newest.hidden = false
    this.#end = this.#lowest
  }

  toEnd(): void {
    this.#newest.hidden = true
    this.#end = this.#lowest
    this.#log.scrollTop = this.#end
  }

  get #lowest(): number {
    return this.#log.scrollHeight - this.#log.clientHeight
  }

  #isAt(position: number): boolean {
    return this.#log.scrollTop > position - nearPx
  }
}
