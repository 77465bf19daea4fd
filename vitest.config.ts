import { defineConfig } from 'vitest/config'
import { throughPrism } from './test/contract/prism/files.ts'

const timeouts = {
  // A test ends when it is done, and a poll when it is right: this is for a machine that is busy with other tests.
  testTimeout: 90_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 10_000 } },
}
const exclude = [
  // They need a browser: vitest.browser.config.ts.
  'test/browser/**',
  'node_modules/**',
]

export default defineConfig({
  test: {
    // For both projects, and run once: a project does not take it over.
    globalSetup: [
      'test/support/postgres-setup.ts',
      'test/support/counts-setup.ts',
      'test/contract/frames-setup.ts',
    ],
    // Most tests wait for a disk, a socket or another process: more of them than there are cores run side by side.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/**/*.test.ts'],
          exclude,
          provide: { throughPrism: false },
          ...timeouts,
        },
      },
      'sdk/typescript/vitest.config.ts',
      {
        test: {
          // The tests of the HTTP API once more, with Prism between them and their servers.
          name: 'prism',
          include: throughPrism,
          exclude,
          setupFiles: ['test/contract/prism/setup.ts'],
          provide: { throughPrism: true },
          ...timeouts,
        },
      },
    ],
  },
})
