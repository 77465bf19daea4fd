import { maxLengths } from '../generated/operations.ts'

const maxLength = maxLengths.MessageText
const truncated = ' … [truncated]'

/** All of C0 and C1 but tab and line feed. */
const controls = /(?![\t\n])\p{Cc}/gu

/**
 * A text from outside, fit for the contract, every store and every reader: well-formed Unicode without control characters, lines
 * ended as usual, and not longer than the contract lets a message be.
 */
export function cleanText(text: string): string {
  const clean = text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(controls, '')
  if (clean.trim() === '') return '[empty message]'
  if (clean.length <= maxLength) return clean
  return clean.slice(0, maxLength - truncated.length).toWellFormed() + truncated
}

/** A person's name, in one line. @returns undefined when nothing is left of it */
export function cleanName(name: string): string | undefined {
  const clean = name.toWellFormed().replaceAll(/\s+/g, ' ').replaceAll(controls, '').trim()
  return clean === '' ? undefined : clean.slice(0, maxLengths.SenderName).toWellFormed()
}
