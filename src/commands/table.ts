/** What is longer pushes the rest of its line aside, and not that of every line. */
const widest = 48

/** Lines with columns under each other, two spaces apart. */
export function aligned(rows: readonly (readonly string[])[]): string {
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
