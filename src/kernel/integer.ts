/** Whether a text is an integer as JSON writes it. `Number` also takes `0x10`, `1e1` and blanks, and so do the validators. */
export const isInteger = (text: string): boolean => /^-?(0|[1-9]\d*)$/.test(text)
