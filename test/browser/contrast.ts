import type { ChatPage } from './browser.ts'

export interface Contrast {
  text: string
  ratio: number
}

interface Painted {
  text: string
  color: string
  /** Its own background and those of what it stands in, from the inside out. */
  backgrounds: string[]
}

/** Runs in the page. */
const paintedTexts = `
  [...document.body.querySelectorAll('*:not(script, style)')]
    .filter((element) => element.checkVisibility())
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .map((element) => {
      const backgrounds = []
      for (let one = element; one !== null; one = one.parentElement) backgrounds.push(getComputedStyle(one).backgroundColor)
      return { text: element.textContent, color: getComputedStyle(element).color, backgrounds }
    })`

/** Each visible text of the page with the contrast to what is behind it, as WCAG 2.2 reckons it. */
export async function contrasts(chat: ChatPage): Promise<Contrast[]> {
  const texts = await chat.read<Painted[]>(paintedTexts)
  return texts.map(({ text, color, backgrounds }) => {
    const behind = backgrounds.find((background) => (channels(background)[3] ?? 1) === 1)
    const pair = [luminance(color), luminance(behind ?? 'rgb(255, 255, 255)')]
    return { text, ratio: (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) }
  })
}

/** Red, green, blue, and how opaque, where that is said. */
const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number)

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
