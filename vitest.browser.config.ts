import { defineConfig } from 'vitest/config'

/** The web chat, the documentation and the SDK in a real Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts', 'sdk/typescript/test/browser/**/*.test.ts'],
    globalSetup: ['test/support/counts-setup.ts', 'test/contract/frames-setup.ts'],
    provide: { throughPrism: false },
    // Each file has a browser of its own.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
