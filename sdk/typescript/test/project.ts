import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The tests of the SDK, in Node and in a page. Those named `*.node.test.ts` are of what only Node has. */
export const sdkTests = {
  root: here('..'),
  include: ['test/**/*.test.ts'],
  exclude: ['**/node_modules/**'],
  globalSetup: [here('peers/setup.ts')],
  testTimeout: 60_000,
  hookTimeout: 60_000,
}
