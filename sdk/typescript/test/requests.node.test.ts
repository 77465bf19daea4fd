import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { broken, openScriptedClient } from './support/scripted.ts'

const run = promisify(execFile)

/** With the SDK in it: not each Node runs TypeScript. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
  })
  return outputFiles[0]?.text ?? ''
}

describe('an error', () => {
  it.each([
    { name: 'nobody waits for it', use: 'claw.status()', reports: 1 },
    { name: 'nobody waits for a list', use: 'claw.sessions.list()', reports: 1 },
    {
      name: 'only what is around it is waited for',
      use: 'await claw.status().withResponse().catch(nothing)',
      reports: 0,
    },
    {
      name: 'a list is iterated',
      use: 'try { for await (const one of claw.sessions.list()); } catch {}',
      reports: 0,
    },
    { name: 'it is caught', use: 'await claw.status().catch(nothing)', reports: 0 },
    {
      name: 'it is one of several',
      use: 'await Promise.all([claw.status(), claw.status()]).catch(nothing)',
      reports: 0,
    },
  ])('is reported as not handled $reports times where $name', async ({ use, reports }) => {
    const { url } = await openScriptedClient({ steps: [broken] })
    const script = `
      import { OpenClaw } from '../src/index.ts'
      let reports = 0
      const nothing = () => undefined
      process.on('unhandledRejection', () => { reports += 1 })
      process.on('exit', () => console.log(reports))
      const claw = new OpenClaw({ baseUrl: '${url}', token: 'any', maxRetries: 0 })
      ${use}`
    const { stdout } = await run(process.execPath, [
      '--input-type=module',
      '-e',
      await bundled(script),
    ])
    expect(stdout).toBe(`${String(reports)}\n`)
  })
})
