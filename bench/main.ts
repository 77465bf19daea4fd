import { readFile, writeFile } from 'node:fs/promises'
import { budgetTable, results, sectionText } from './report/results.ts'
import type { Section } from './report/section.ts'
import { fanOut } from './scenarios/fan-out.ts'
import { hang } from './scenarios/hang.ts'
import { latency } from './scenarios/latency.ts'
import { messages } from './scenarios/messages.ts'
import { operations } from './scenarios/operations.ts'
import { requests } from './scenarios/requests.ts'
import { sessions } from './scenarios/sessions.ts'
import { start } from './scenarios/start.ts'
import { type Settings, settings } from './settings.ts'

// npm run bench                        everything, and bench/RESULTS.md
// npm run bench -- --quick             the same in short rounds
// npm run bench -- fanOut latency      these alone; bench/RESULTS.md stays as it is

const scenarios: Record<string, (settings: Settings) => Promise<Section>> = {
  start,
  requests,
  messages,
  operations,
  fanOut,
  latency,
  hang,
  sessions,
}

const here = (name: string): URL => new URL(name, import.meta.url)

const args = process.argv.slice(2)
const chosen = args.filter((arg) => !arg.startsWith('--'))
for (const name of chosen) {
  if (!(name in scenarios)) {
    console.error(
      `There is no scenario ${name}, but there is: ${Object.keys(scenarios).join(', ')}.`,
    )
    process.exit(2)
  }
}

const sections: Section[] = []
for (const [name, run] of Object.entries(scenarios)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const section = await run(settings(args))
  sections.push(section)
  console.log(`\n${sectionText(section)}`)
}
console.log(`\n${budgetTable(sections.flatMap(({ budgets }) => budgets))}`)
if (chosen.length === 0) {
  const notes = await readFile(here('NOTES.md'), 'utf8')
  await writeFile(here('RESULTS.md'), results(sections, notes, args.includes('--quick')))
}
