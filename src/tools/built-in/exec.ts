import type { Config } from '../../generated/types.ts'
import { openDirectory } from '../exec/directory.ts'
import { resultOf } from '../exec/ending.ts'
import { assertAllowed, programOf, searchPath, startFailure } from '../exec/program.ts'
import { run } from '../exec/run.ts'
import { type Tool, ToolFailure } from '../tool.ts'
import { maxBytes } from '../workspace/text.ts'
import { closedObject, pathSchema } from './schemas.ts'

export interface ExecOptions {
  /** The workspace's folder, absolute. */
  workspace: string
  /** Asked at each call. */
  settings: () => Config['tools']['exec']
}

interface Params {
  command: string
  args?: string[]
  stdin?: string
  directory?: string
  acceptedExitCodes?: number[]
}

const inputSchema = closedObject(
  {
    command: {
      type: 'string',
      description: 'One of the commands of the configuration, as it is spelled there',
      minLength: 1,
      maxLength: 4096,
    },
    args: {
      type: 'array',
      description: 'Each reaches the program as it is: there is no shell',
      // Linux takes no more in one argument.
      items: { type: 'string', maxLength: 131_071 },
      maxItems: 1000,
      default: [],
    },
    stdin: { type: 'string', description: 'At most 1 MiB', maxLength: maxBytes, default: '' },
    directory: {
      ...pathSchema,
      description: 'A folder of the workspace, to run in',
      default: '/',
    },
    acceptedExitCodes: {
      type: 'array',
      description: 'Exit codes that are no failure',
      items: { type: 'integer', minimum: 0, maximum: 255 },
      minItems: 1,
      maxItems: 256,
      default: [0],
    },
  },
  ['command'],
)

/** Runs one of the programs that the configuration allows. */
export const execTool = ({ workspace, settings }: ExecOptions): Tool => ({
  name: 'exec',
  description: 'Run a program, and return its exit code and what it printed',
  inputSchema,
  annotations: { readOnly: false, destructive: true },
  run: async (params, { signal }) => {
    const { command, args = [], stdin = '', ...rest } = params as unknown as Params
    const { directory = '/', acceptedExitCodes = [0] } = rest
    const { commands, environment } = settings()
    assertAllowed(command, commands)
    assertPassable(args, stdin)
    const program = await programOf(command)
    await using folder = await openDirectory(workspace, directory)
    const ending = await run(program, {
      args,
      directory: folder.at('.'),
      environment: { PATH: searchPath, HOME: workspace, LANG: 'C.UTF-8', ...environment },
      stdin,
      signal,
    }).catch((error: unknown) => {
      throw startFailure(error)
    })
    return resultOf(ending, acceptedExitCodes)
  },
})

/** What the schema can't tell. */
function assertPassable(args: readonly string[], stdin: string): void {
  const index = args.findIndex((arg) => arg.includes('\0'))
  if (index >= 0) throw new ToolFailure('holds a NUL character', { parameter: `args.${index}` })
  if (Buffer.byteLength(stdin) > maxBytes)
    throw new ToolFailure(`is larger than ${maxBytes} bytes in UTF-8`, { parameter: 'stdin' })
}
