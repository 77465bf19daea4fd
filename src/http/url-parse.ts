import { parse } from 'node:url'

/**
 * The validator calls `url.parse` for every request. Until Node has warned of that function once, it looks through the stack at
 * each call for whether it comes from a library, which is spared the warning: a third of what enforcement costs. So it
 * is called once from here, with the warning, which is none for those who run the gateway, held back.
 */
export function settleUrlParseWarning(): void {
  const { noDeprecation = false } = process
  process.noDeprecation = true
  parse('', true)
  process.noDeprecation = noDeprecation
}
