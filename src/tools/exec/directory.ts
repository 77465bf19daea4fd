import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { Confinement, type Folder } from '../workspace/confinement.ts'
import { assertPath } from '../workspace/path.ts'
import { blamingPath } from '../workspace/path-failure.ts'
import { ToolFailure } from '../tool.ts'

/**
 * @param path read from the workspace's root on
 * @returns the folder itself, whatever takes its name from now on
 * @throws ToolFailure that names `directory` when it is no folder of the workspace
 */
export async function openDirectory(workspace: string, path: string): Promise<Folder> {
  try {
    return await blamingPath(async () => {
      assertPath(path)
      const confinement = new Confinement(await realpath(workspace))
      return await confinement.folder(await confinement.resolve(join(confinement.root, path)))
    })
  } catch (error) {
    if (!(error instanceof ToolFailure) || error.parameter === undefined) throw error
    throw new ToolFailure(error.message, { parameter: 'directory', cause: error })
  }
}
