// Reads vitest's JSON report (argument 1), writes what failed (argument 2), and prints the counts.
const { readFileSync, writeFileSync } = require('node:fs')

const [, , from, to] = process.argv
const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(from, 'utf8'))
const failed = testResults.flatMap(({ name, status, message, assertionResults }) => {
  const tests = assertionResults.filter((test) => test.status !== 'passed')
  // A file that could not be read, or whose set-up failed, has no test that did.
  if (tests.length === 0) return status === 'failed' ? [{ name, what: message, isTest: false }] : []
  return tests.map(({ fullName, failureMessages }) => ({
    name,
    what: `${fullName}\n${failureMessages.join('\n').slice(0, 2_000)}`,
    isTest: true,
  }))
})
writeFileSync(to, failed.map(({ name, what }) => `${name}: ${what}\n`).join(''))
const others = failed.filter(({ isTest }) => !isTest).length
console.log(`${numPassedTests} passed, ${numTotalTests - numPassedTests + others} failed`)
