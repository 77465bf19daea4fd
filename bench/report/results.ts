import { machine } from './machine.ts'
import { type Budget, type Section, table } from './section.ts'

/** The whole report in Markdown. @param notes what a person has to say about it */
export function results(sections: readonly Section[], notes: string, quick: boolean): string {
  return [
    '# Benchmark results',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. ${quick ? 'Short rounds (`--quick`): a look, nothing to rely on. ' : ''}Everything ran on one machine, load and servers together:`,
    machine()
      .map((line) => `- ${line}`)
      .join('\n'),
    '## Budgets',
    budgetTable(sections.flatMap(({ budgets }) => budgets)),
    ...sections.map(sectionText),
    notes.trim(),
    '',
  ].join('\n\n')
}

export const sectionText = ({ title, about, header, rows }: Section): string =>
  [`## ${title}`, about, table(header, rows)].join('\n\n')

export const budgetTable = (budgets: readonly Budget[]): string =>
  table(
    ['budget', 'aim', 'measured', 'result'],
    budgets.map(({ what, aim, measured, missedBy }) => [
      what,
      aim,
      measured,
      missedBy === 0 ? 'met' : `missed by ${missedBy.toFixed(0)} %`,
    ]),
  )
