/** One scenario's part of the results. */
export interface Section {
  title: string
  /** What was measured, and how. */
  about: string
  header: string[]
  rows: string[][]
  budgets: Budget[]
}

export interface Budget {
  what: string
  aim: string
  measured: string
  /** Percent of the aim by which it was missed; 0 when it is met. */
  missedBy: number
}

type Format = (value: number) => string

export const times: Format = (value) => `${value.toFixed(2)} ×`
export const milliseconds: Format = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`
export const megabytes: Format = (value) => `${value.toFixed(0)} MB`
export const micros: Format = (value) => value.toFixed(value < 20 ? 1 : 0)
export const whole: Format = (value) => Math.round(value).toLocaleString('en')

export const atLeast = (what: string, aim: number, value: number, format: Format): Budget => ({
  what,
  aim: `≥ ${format(aim)}`,
  measured: format(value),
  missedBy: Math.max(0, (aim - value) / aim) * 100,
})

export const atMost = (what: string, aim: number, value: number, format: Format): Budget => ({
  what,
  aim: `≤ ${format(aim)}`,
  measured: format(value),
  missedBy: Math.max(0, (value - aim) / aim) * 100,
})

/** A table in Markdown, its columns aligned for those who read it in a terminal; all but the first are numbers. */
export function table(header: readonly string[], rows: readonly string[][]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [line(header), line(rule), ...rows.map(line)].join('\n')
}

const pad = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width)
