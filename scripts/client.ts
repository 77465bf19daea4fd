// Writes a client of the API in one of ten languages: npm run client -- <language> <folder> [--force]
import { parseArgs } from 'node:util'
import { nearest } from '../src/config/nearest.ts'
import { ClientFailure, messageOf, refuseInterrupted } from './client/failure.ts'
import { type GeneratedLanguage, languageNames, languages } from './client/languages.ts'
import { place } from './client/place.ts'
import type { OpenApiDocument } from './generate/contract.ts'

const usage = `npm run client -- <language> <folder> [--force]

  language   ${languageNames.join(', ')}
  folder     where the client goes; a new or an empty one
  --force    replaces a client that this command made there before

docs/clients.md says how to use each. All but TypeScript need Java 11 or newer.`

async function main(signal: AbortSignal): Promise<void> {
  const { language, folder, force, help } = readArguments()
  if (help) {
    console.log(usage)
    return
  }
  refuseUnknown(language)
  if (folder === undefined)
    throw new ClientFailure(`Name the folder: npm run client -- ${language} ./openclaw-client`)
  await place(folder, { force, signal, make: (work) => make(language, work, signal) })
  console.log(`Wrote the ${language} client to ${folder}.`)
  console.log('How to use it: docs/clients.md')
}

/** What is heavy to load comes after all that can be refused without it. */
async function make(language: string, folder: string, signal: AbortSignal): Promise<void> {
  if (!isGenerated(language)) {
    const { generateTypescript } = await import('./client/typescript.ts')
    await generateTypescript(folder, await theContract(signal))
    return
  }
  const { generate, preparedJar } = await import('./client/generator.ts')
  const jar = await preparedJar(signal)
  await generate(language, folder, { jar, signal, contract: await theContract(signal) })
}

function readArguments(): { language?: string; folder?: string; force: boolean; help: boolean } {
  const options = { force: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [language, folder, ...rest] = positionals
    if (rest.length > 0) throw new Error(`${rest.join(' ')}: one language and one folder at a time`)
    return {
      ...(language === undefined ? {} : { language }),
      ...(folder === undefined ? {} : { folder }),
      force: values.force ?? false,
      help: values.help ?? false,
    }
  } catch (error) {
    throw new ClientFailure(`${messageOf(error)}\n\n${usage}`)
  }
}

const isGenerated = (language: string): language is GeneratedLanguage =>
  Object.hasOwn(languages, language)

function refuseUnknown(language: string | undefined): asserts language is string {
  if (language === undefined) throw new ClientFailure(usage)
  if (languageNames.includes(language)) return
  const near = nearest(language, languageNames) ?? aliases.get(language.toLowerCase())
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  throw new ClientFailure(
    `There is no generator for "${language}".${hint} There are: ${languageNames.join(', ')}.`,
  )
}

/** What people call them, too far from the names here to be taken for a slip. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['ts', 'typescript'],
  ['js', 'typescript'],
  ['javascript', 'typescript'],
  ['node', 'typescript'],
  ['py', 'python'],
  ['golang', 'go'],
  ['rs', 'rust'],
  ['c#', 'csharp'],
  ['cs', 'csharp'],
  ['dotnet', 'csharp'],
  ['kt', 'kotlin'],
  ['rb', 'ruby'],
])

/** Reads `spec/`. */
async function theContract(signal: AbortSignal): Promise<OpenApiDocument> {
  const { BrokenContract, readSoundContract } = await import('./generate/sound-contract.ts')
  refuseInterrupted(signal)
  try {
    return (await Promise.race([readSoundContract(), interruption(signal)])).openapi
  } catch (error) {
    // A linter that was interrupted with us has found nothing.
    refuseInterrupted(signal)
    if (error instanceof BrokenContract) throw new ClientFailure(error.message)
    throw error
  }
}

const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new ClientFailure('Interrupted.'))
    })
  })

const interrupted = new AbortController()
// Each time: what is half done is removed, however often and impatiently somebody asks for the end.
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    interrupted.abort()
  })

try {
  await main(interrupted.signal)
} catch (error) {
  if (!(error instanceof ClientFailure)) throw error
  console.error(error.message)
  process.exit(interrupted.signal.aborted ? 130 : 1)
}
