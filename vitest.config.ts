import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser: vitest.browser.config.ts.
    exclude: ['test/browser/**', 'node_modules/**'],
    globalSetup: ['test/support/postgres-setup.ts', 'test/support/counts-setup.ts'],
    // Most tests wait for a disk, a socket or another process: more of them than there are cores run side by side.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
