// Runs every static check, all of them even when one fails, and says how to mend what is wrong.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

interface Step {
  name: string
  /** A script of this project, or the JavaScript behind a tool's command, and its arguments. */
  command: string[]
  cure: string
  /** Whether the last line of what it prints is worth reading where it passes. */
  tells?: true
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** The longest first, so that no processor waits for the last one alone. */
const steps: Step[] = [
  {
    name: 'lint',
    command: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'],
    cure: 'npx eslint . --fix, then by hand',
  },
  {
    name: 'types',
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
    cure: 'by hand',
  },
  {
    name: 'types of the page',
    command: ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json'],
    cure: 'by hand',
  },
  {
    name: 'generated',
    command: ['scripts/generate.ts', '--check'],
    cure: 'npm run generate (a fault that it names in spec/: by hand)',
  },
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
    cure: 'npm run format',
  },
  {
    name: 'walls',
    command: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src'],
    cure: 'by hand; .dependency-cruiser.js says what each wall is for',
  },
  {
    name: 'spec',
    command: ['node_modules/@redocly/cli/bin/cli.js', 'lint', 'spec/openapi.yaml'],
    cure: 'by hand, in spec/openapi.yaml',
  },
  {
    name: 'compatibility',
    command: ['scripts/check/compatibility.ts'],
    cure: 'as it says: another info.version in both files of spec/ and in package.json, or the change taken back',
    tells: true,
  },
  {
    name: 'clean',
    command: ['scripts/check/clean.ts'],
    cure: 'take out what it names (package-lock.json: npm install --omit-lockfile-registry-resolved)',
  },
]

const width = Math.max(...steps.map(({ name }) => name.length))
const queue = [...steps]
let failed = 0

await Promise.all([work(), work()])
console.log(`${String(steps.length - failed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function work(): Promise<void> {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const started = performance.now()
    const { ok, output } = await run(step.command)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const told = ok && step.tells ? `  ${output.trim().split('\n').at(-1) ?? ''}` : ''
    console.log(`${step.name.padEnd(width)}  ${ok ? 'ok    ' : 'FAILED'}  ${seconds} s${told}`)
    if (ok) continue
    failed += 1
    console.log(`${output.trim()}\nTo mend: ${step.cure}\n`)
  }
}

function run(command: string[]): Promise<{ ok: boolean; output: string }> {
  const options = {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  }
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: stdout + stderr })
    })
  })
}
