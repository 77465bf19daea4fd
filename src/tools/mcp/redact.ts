/** Shorter ones are switches as `1` or `on`, and would take the words out of every line. */
const shortestSecret = 4

const mark = '[redacted]'

/** @returns a function that takes the values of these variables out of a text; of values with several lines, each line */
export function redactor(environment: Readonly<Record<string, string>>): (text: string) => string {
  const secrets = [
    ...new Set(Object.values(environment).flatMap((value) => [value, ...value.split(/\r?\n/)])),
  ]
    .filter((secret) => secret.length >= shortestSecret)
    // The longest first: one may be part of another.
    .sort((a, b) => b.length - a.length)
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, mark), text)
}
