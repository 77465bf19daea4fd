/** @returns the text, well-formed, with at most `length` characters; what is cut ends with `…` */
export const clip = (text: string, length: number): string =>
  (text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`).toWellFormed()

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
