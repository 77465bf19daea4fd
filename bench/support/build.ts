import { execFile } from 'node:child_process'
import { copyFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

/** Builds what is published into a folder of its own. @returns the file to start */
export async function buildGateway(folder: string): Promise<string> {
  const project = join(root, 'tsconfig.build.json')
  const outDir = join(folder, 'dist')
  await promisify(execFile)(process.execPath, [compiler, '-p', project, '--outDir', outDir])
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return join(outDir, 'src', 'main.js')
}
