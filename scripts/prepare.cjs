// npm runs it after each install. It must not fail one: where the documentation can't be built, the gateway runs without it.
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')

const script = join(__dirname, 'docs.ts')
const { status, stderr } = spawnSync(process.execPath, [script], {
  stdio: ['ignore', 'inherit', 'pipe'],
  encoding: 'utf8',
})
if (status !== 0) {
  const reason = /^.*\b(?:Error|written)\b.*$/m.exec(stderr)?.[0] ?? `Node ${process.version}`
  console.log(`The documentation was not built (${reason.trim()}). \`npm run docs\` builds it.`)
}
