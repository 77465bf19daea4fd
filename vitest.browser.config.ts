import { defineConfig } from 'vitest/config'

/** The web chat and the documentation in a real Chromium, and the SDK's own tests in a page of one. */
export default defineConfig({
  test: {
    globalSetup: ['test/support/counts-setup.ts', 'test/contract/frames-setup.ts'],
    projects: [
      {
        test: {
          name: 'pages',
          include: ['test/browser/**/*.test.ts'],
          provide: { throughPrism: false },
          // Each file has a browser of its own.
          fileParallelism: false,
          testTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 60_000,
        },
      },
      'sdk/typescript/vitest.page.config.ts',
    ],
  },
})
