import { fileURLToPath } from 'node:url'
import { buildSite } from '../../scripts/docs/site.ts'
import { writeFiles } from '../../scripts/docs/write.ts'

export const siteFolder = fileURLToPath(new URL('../../site', import.meta.url))

/** Where the gateway looks for it, as `npm run docs` writes it. Files that are right already are left alone. */
export async function writeSite(): Promise<Map<string, string>> {
  const files = await buildSite()
  await writeFiles(siteFolder, files)
  return files
}
