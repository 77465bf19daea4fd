import type { Environment } from './environment.ts'

/** What a program needs to find its own files and others. Nothing here is a secret of ours. */
const names = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'TZ',
  'TMPDIR',
  // Windows
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
  'SYSTEMROOT',
  'TEMP',
]

/** The variables that programs which the gateway starts may have of its own. */
export const childEnvironment = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
