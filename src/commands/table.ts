/** What is longer pushes the rest of its line aside, and not that of every line. */
const widest = 48

/** What a terminal would obey, or begin a line at, in place of showing it. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu

/** The same text with all that is not seen written as JSON writes it, `\u000a`. */
export const visible = (text: string): string => text.replace(unseen, escaped)

/** As `JSON.stringify` with an indent, and nothing in it that a terminal would obey. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).split('\n').map(visible).join('\n')

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** Lines with columns under each other, two spaces apart; each row stays on its line. */
export function aligned(table: readonly (readonly string[])[]): string {
  const rows = table.map((row) => row.map(visible))
  const widths = rows.reduce<number[]>(
    (known, row) =>
      row.map((cell, column) =>
        Math.max(known[column] ?? 0, cell.length > widest ? 0 : cell.length),
      ),
    [],
  )
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('')
}
