import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix, resolve } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const { options, ...ruleSet } = await extractConfig(join(root, '.dependency-cruiser.js'))

/** @returns the names of the walls that are breached in `<folder>/src`, each with where */
async function breachesIn(folder: string): Promise<{ wall: string; where: string }[]> {
  const { output } = await cruise(['src'], {
    ...options,
    ruleSet,
    validate: true,
    baseDir: folder,
  })
  if (typeof output === 'string') throw new Error(output)
  return output.summary.violations.map(({ rule, from, to }) => ({
    wall: rule.name,
    where: `${from} → ${to}`,
  }))
}

/**
 * Builds a house in a temporary folder and looks for breaches.
 * @param sources path from the house's root → text of the file
 */
async function wallsBreachedBy(sources: Record<string, string>): Promise<string[]> {
  const house = await mkdtemp(join(tmpdir(), 'walls-'))
  try {
    const devDependencies = { vitest: '*' }
    await writeTree(house, { 'package.json': JSON.stringify({ devDependencies }), ...sources })
    return (await breachesIn(house)).map(({ wall }) => wall)
  } finally {
    await rm(house, { recursive: true })
  }
}

async function writeTree(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

/** Two modules, or a module and a library, of which the one imports the other. */
function house(importer: string, imported: string): Record<string, string> {
  if (imported.endsWith('.ts')) {
    return { [importer]: `import '${specifier(importer, imported)}'`, [imported]: '' }
  }
  return {
    [importer]: `import '${imported}'`,
    [`node_modules/${imported}/package.json`]: JSON.stringify({ name: imported }),
    [`node_modules/${imported}/index.js`]: '',
  }
}

function specifier(importer: string, imported: string): string {
  const path = posix.relative(posix.dirname(importer), imported)
  return path.startsWith('.') ? path : `./${path}`
}

const breaches: [importer: string, imported: string, walls: string[]][] = [
  ['src/server.ts', 'src/main.ts', ['no-dead-modules', 'server-imports-down']],
  ['src/server.ts', 'src/commands/b.ts', ['server-siblings-apart']],
  [
    'src/commands/a.ts',
    'src/server.ts',
    ['commands-see-the-configuration', 'server-siblings-apart'],
  ],
  ['src/http/a.ts', 'src/commands/b.ts', ['http-imports-down']],
  ['src/config/a.ts', 'src/commands/b.ts', ['conversations-imports-down']],
  ['src/commands/a.ts', 'src/http/b.ts', ['commands-see-the-configuration']],
  ['src/commands/a.ts', 'src/channels/b.ts', ['commands-see-the-configuration']],
  ['src/commands/a.ts', 'src/gateway/standalone.ts', ['commands-see-the-configuration']],
  ['src/http/a.ts', 'src/server.ts', ['http-imports-down']],
  ['src/ws/a.ts', 'src/server.ts', ['http-imports-down']],
  ['src/handlers/a.ts', 'src/http/b.ts', ['handlers-imports-down', 'handlers-see-the-port']],
  ['src/gateway/a.ts', 'src/handlers/b.ts', ['gateway-imports-down']],
  ['src/conversations/a.ts', 'src/gateway/gateway.ts', ['conversations-imports-down']],
  ['src/config/a.ts', 'src/http/b.ts', ['conversations-imports-down']],
  ['src/events/a.ts', 'src/config/b.ts', ['events-imports-down']],
  ['src/store/a.ts', 'src/events/b.ts', ['store-imports-down']],
  ['src/kernel/a.ts', 'src/store/b.ts', ['kernel-imports-down']],
  ['src/generated/a.ts', 'src/kernel/b.ts', ['generated-imports-down']],
  ['src/http/a.ts', 'src/ws/b.ts', ['http-siblings-apart']],
  ['src/ws/a.ts', 'src/http/b.ts', ['http-siblings-apart']],
  ['src/conversations/a.ts', 'src/channels/webhook/b.ts', ['conversations-siblings-apart']],
  ['src/cron/a.ts', 'src/tools/b.ts', ['conversations-siblings-apart']],
  ['src/tools/a.ts', 'src/config/b.ts', ['conversations-siblings-apart']],
  ['src/channels/telegram/a.ts', 'src/channels/webhook/b.ts', ['channels-apart']],
  ['src/handlers/a.ts', 'src/store/b.ts', ['handlers-see-the-port']],
  ['src/ws/a.ts', 'src/handlers/b.ts', ['ws-without-handlers']],
  ['src/http/a.ts', 'src/tools/b.ts', ['edges-see-the-port']],
  ['src/ws/a.ts', 'src/store/b.ts', ['edges-see-the-port']],
  ['src/http/a.ts', 'src/gateway/standalone.ts', ['server-chooses-the-gateway']],
  ['src/main.ts', 'src/gateway/standalone/b.ts', ['server-chooses-the-gateway']],
  ['src/ws/a.ts', 'express', ['express-only-in-http']],
  ['src/server.ts', 'express-openapi-validator', ['express-only-in-http']],
  ['src/handlers/a.ts', 'express-rate-limit', ['express-only-in-http']],
  ['src/gateway/a.ts', 'helmet', ['express-only-in-http']],
  ['src/kernel/a.ts', 'cors', ['express-only-in-http']],
  ['src/http/a.ts', 'ws', ['ws-only-in-ws']],
  ['src/events/a.ts', 'kysely', ['kysely-only-in-store']],
  ['src/conversations/a.ts', 'pg', ['kysely-only-in-store']],
  ['src/config/a.ts', 'node:sqlite', ['kysely-only-in-store']],
  ['src/channels/webhook/a.ts', 'grammy', ['grammy-only-in-channels-telegram']],
  ['src/channels/telegram/a.ts', 'discord.js', ['discord.js-only-in-channels-discord']],
  ['src/channels/a.ts', '@discordjs/ws', ['discord.js-only-in-channels-discord']],
  ['src/tools/a.ts', '@modelcontextprotocol/sdk', ['@modelcontextprotocol/sdk-only-in-tools-mcp']],
  ['src/tools/exec/a.ts', 'html-to-text', ['html-to-text-only-in-tools-fetch']],
  ['src/config/a.ts', 're2js', ['re2js-only-in-tools']],
  ['src/gateway/a.ts', 'croner', ['croner-only-in-cron']],
  ['src/channels/a.ts', 'standardwebhooks', ['standardwebhooks-only-in-channels-webhook']],
  ['src/kernel/a.ts', 'test/support/b.ts', ['src-stands-alone']],
  ['src/config/a.ts', 'scripts/b.ts', ['src-stands-alone']],
  ['src/events/a.ts', 'bench/b.ts', ['src-stands-alone']],
  ['src/tools/a.ts', 'vitest', ['no-dev-dependencies']],
]

const doors: [importer: string, imported: string][] = [
  ['src/main.ts', 'src/server.ts'],
  ['src/main.ts', 'src/commands/b.ts'],
  ['src/server.ts', 'src/gateway/standalone.ts'],
  ['src/commands/a.ts', 'src/gateway/config-rules.ts'],
  ['src/commands/a.ts', 'src/config/b.ts'],
  ['src/commands/a.ts', 'src/store/b.ts'],
  ['src/http/a.ts', 'src/handlers/b.ts'],
  ['src/http/a.ts', 'express'],
  ['src/ws/a.ts', 'src/gateway/gateway.ts'],
  ['src/ws/a.ts', 'src/events/event-stream.ts'],
  ['src/ws/a.ts', 'ws'],
  ['src/handlers/a.ts', 'src/gateway/gateway.ts'],
  ['src/handlers/a.ts', 'src/kernel/b.ts'],
  ['src/gateway/a.ts', 'src/tools/b.ts'],
  ['src/conversations/a.ts', 'src/channels/channel.ts'],
  ['src/cron/a.ts', 'src/tools/tool.ts'],
  ['src/channels/telegram/a.ts', 'src/channels/channel.ts'],
  ['src/channels/telegram/a.ts', 'grammy'],
  ['src/channels/discord/a.ts', '@discordjs/rest'],
  ['src/tools/mcp/a.ts', '@modelcontextprotocol/sdk'],
  ['src/tools/workspace/a.ts', 're2js'],
  ['src/channels/webhook/a.ts', 'standardwebhooks'],
  ['src/store/postgres/a.ts', 'pg'],
  ['src/store/sqlite/a.ts', 'node:sqlite'],
  ['src/events/a.ts', 'src/store/b.ts'],
  ['src/kernel/a.ts', 'src/generated/b.ts'],
]

describe('the walls between rooms', () => {
  it('stand everywhere in src/', async () => {
    expect(await breachesIn(root)).toEqual([])
  })

  it.each(breaches)('%s can not import %s', async (importer, imported, walls) => {
    expect((await wallsBreachedBy(house(importer, imported))).sort()).toEqual(walls)
  })

  it.each(doors)('%s can import %s', async (importer, imported) => {
    expect(await wallsBreachedBy(house(importer, imported))).toEqual([])
  })

  it('count a type as an import', async () => {
    const sources = {
      'src/kernel/a.ts': `import type { B } from '../store/b.ts'`,
      'src/store/b.ts': 'export interface B {}',
    }
    expect(await wallsBreachedBy(sources)).toEqual(['kernel-imports-down'])
  })

  it('do not let modules import each other in a circle', async () => {
    const sources = { 'src/cron/a.ts': `import './b.ts'`, 'src/cron/b.ts': `import './a.ts'` }
    expect(await wallsBreachedBy(sources)).toEqual(['no-cycles'])
  })

  it('find an import of what is not there', async () => {
    const sources = { 'src/cron/a.ts': `import './gone.ts'` }
    expect(await wallsBreachedBy(sources)).toEqual(['no-unresolvable'])
  })

  it('find a module that src/main.ts does not reach', async () => {
    const sources = { 'src/main.ts': '', 'src/cron/a.ts': `import './b.ts'`, 'src/cron/b.ts': '' }
    expect(await wallsBreachedBy(sources)).toEqual(['no-dead-modules', 'no-dead-modules'])
  })
})

describe('the environment', () => {
  const eslint = new ESLint({
    cwd: root,
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  })
  const reads = [
    'export const home = process.env',
    `export const home = process.env['HOME']`,
    'export const { env } = process',
    `import process from 'node:process'\nexport const home = process.env`,
    `export { env } from 'node:process'`,
    `import { env } from 'node:process'\nexport const home = env['HOME']`,
    `import { env } from 'process'\nexport const home = env['HOME']`,
    'export const home = globalThis.process.env',
  ]
  const rules = async (text: string, filePath: string): Promise<(string | null)[]> => {
    const [result] = await eslint.lintText(`${text}\n`, { filePath: join(root, filePath) })
    return result?.messages.map(({ ruleId }) => ruleId) ?? []
  }

  it.each(reads)('is not read outside src/config/: %s', async (text) => {
    expect(await rules(text, 'src/kernel/a.ts')).not.toEqual([])
  })

  it.each(reads)('is read in src/config/: %s', async (text) => {
    expect(await rules(text, 'src/config/a.ts')).toEqual([])
  })
})
