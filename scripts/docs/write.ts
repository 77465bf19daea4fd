import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Makes a folder hold these files and nothing else. Each appears whole, for a gateway may be serving them. */
export async function writeFiles(folder: string, files: Map<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of files) await replace(join(folder, name), text)
  for (const name of await readdir(folder))
    if (!files.has(name)) await rm(join(folder, name), { recursive: true, force: true })
}

async function replace(file: string, text: string): Promise<void> {
  const present = await readFile(file, 'utf8').catch(() => undefined)
  if (present === text) return
  const part = `${file}.${process.pid}.part`
  await writeFile(part, text)
  await rename(part, file)
}
