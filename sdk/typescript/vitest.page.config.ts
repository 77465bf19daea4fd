import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { launchOptions } from '../../test/browser/browser.ts'
import { sdkTests } from './test/project.ts'

const launch = launchOptions()

/** The tests of the SDK in a page of a real Chromium, but for those of what only Node has. */
export default defineConfig({
  test: {
    ...sdkTests,
    name: 'sdk in a page',
    exclude: [...sdkTests.exclude, 'test/**/*.node.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          ...launch,
          // For the tests that measure memory.
          args: [...launch.args, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
