// Writes site/: the documentation as static files.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const folder = fileURLToPath(new URL('../site', import.meta.url))

try {
  parseArgs({ options: {} })
  // Late, so that a package that is missing is told in a line, as any other failure.
  const [{ buildSite }, { writeFiles }] = await Promise.all([
    import('./docs/site.ts'),
    import('./docs/write.ts'),
  ])
  const files = await buildSite()
  await writeFiles(folder, files)
  console.log(`Wrote ${files.size} files into site/.`)
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`The documentation was not written. ${message}`)
  process.exitCode = 1
}
