import { defineConfig } from 'vitest/config'
import { sdkTests } from './test/project.ts'

// Tests run in the Node of SDK_TEST_NODE, and all else in this one: a worker is started with what stands here.
process.execPath = process.env['SDK_TEST_NODE'] ?? process.execPath

export default defineConfig({ test: { ...sdkTests, name: 'sdk' } })
