// What docs/clients.md tells to type and to write, so that it is that which is run.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export interface Documented {
  /** `npm run client -- …`, as it is typed in the project's folder. */
  make: string
  /** Those that follow it, as they are typed in the program's folder. */
  use: string[]
  code: string
}

const file = fileURLToPath(new URL('../../docs/clients.md', import.meta.url))

/** @param title of the language's section; its first block is of commands, its second of code */
export async function documented(title: string): Promise<Documented> {
  const text = await readFile(file, 'utf8')
  const section = text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? ''
  const [commands, code] = [...section.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(
    ([, block = '']) => block,
  )
  const [make, ...use] = (commands ?? '').split('\n').filter((line) => line !== '')
  if (make === undefined || code === undefined)
    throw new Error(`docs/clients.md does not say how to use a client in ${title}.`)
  return { make, use, code }
}
