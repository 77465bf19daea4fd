import type { Contract, SocketMessage } from './contract.ts'
import { header } from './header.ts'
import { validatorsModule } from './validators.ts'

/** The web chat's socket: its address, and the types and compiled validators of what each side sends. */
export function chatModule(contract: Contract): Record<string, string> {
  const { path, fromVisitor, toVisitor } = contract.chat
  const messages = [...fromVisitor, ...toVisitor]
  return {
    'chat-validators.ts': validatorsModule(
      contract,
      Object.fromEntries(messages.map(({ schemaName }) => [schemaName, schemaName])),
      {},
    ),
    'chat.ts': [
      header,
      `import type { ValidateFunction } from 'ajv'\n`,
      `import * as code from './chat-validators.ts'\n`,
      `import type * as types from './types.ts'\n\n`,
      `export const chatPath = ${JSON.stringify(path)}\n\n`,
      side('Visitor', 'What a visitor sends, by its type.', fromVisitor),
      '\n',
      side('Chat', 'What a visitor is sent, by its type.', toVisitor),
    ].join(''),
  }
}

/** `VisitorFrames`, `VisitorFrame` and `visitorFrameValidators` for the name `Visitor`. */
function side(name: string, description: string, messages: SocketMessage[]): string {
  const shapes = messages.map((message) => `  ${message.name}: types.${message.schemaName}\n`)
  const rows = messages.map((message) => `  ${message.name}: code.${message.schemaName},\n`)
  const validators = `${name.toLowerCase()}FrameValidators`
  return [
    `/** ${description} */\nexport interface ${name}Frames {\n${shapes.join('')}}\n\n`,
    `export type ${name}Frame = ${name}Frames[keyof ${name}Frames]\n\n`,
    `export const ${validators} = {\n${rows.join('')}} as unknown as { [T in keyof ${name}Frames]: ValidateFunction<${name}Frames[T]> }\n`,
  ].join('')
}
