import type { OneShot } from '../config/command-line.ts'
import { configCheck } from './config-check.ts'
import { configShow } from './config-show.ts'
import type { Context } from './context.ts'
import { tokenCreate } from './token-create.ts'
import { tokenList } from './token-list.ts'
import { tokenRevoke } from './token-revoke.ts'

/** Runs a command that ends by itself, and starts nothing of the gateway. */
export function runCommand(command: OneShot, context: Context): Promise<void> {
  switch (command.name) {
    case 'config check':
      return configCheck(command, context)
    case 'config show':
      return configShow(command, context)
    case 'token create':
      return tokenCreate(command, context)
    case 'token list':
      return tokenList(command, context)
    case 'token revoke':
      return tokenRevoke(command, context)
  }
}
