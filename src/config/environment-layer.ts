import type { Issue } from '../generated/types.ts'
import { isObject, type JsonObject, nest } from './json.ts'
import { applyPatch } from './merge-patch.ts'
import { type Environment, variable } from './environment.ts'
import { issue } from './problems.ts'
import { fromText, schemaAt } from './schema.ts'

const paths: Record<string, string[]> = {
  OPENCLAW_HOST: ['host'],
  OPENCLAW_PORT: ['port'],
  OPENCLAW_DATA_DIR: ['dataDir'],
  OPENCLAW_DATABASE_URL: ['databaseUrl'],
  OPENCLAW_LOG_LEVEL: ['logging', 'level'],
  TELEGRAM_BOT_TOKEN: ['channels', 'telegram', 'botToken'],
  DISCORD_BOT_TOKEN: ['channels', 'discord', 'botToken'],
}

/** What comes along with a variable that is set. */
const companions: Record<string, { path: string[]; value: string }> = {
  TELEGRAM_BOT_TOKEN: { path: ['channels', 'telegram', 'type'], value: 'telegram' },
  DISCORD_BOT_TOKEN: { path: ['channels', 'discord', 'type'], value: 'discord' },
}

export interface EnvironmentLayer {
  layer: JsonObject
  /** Dotted path → the variable that it came from. */
  origins: Map<string, string>
  issues: Issue[]
}

/**
 * The part of the configuration that stands in the environment. A variable that is set but empty is refused: mostly it is a
 * secret that did not arrive, and going on without it would, for one, choose another database.
 */
export function environmentLayer(env: Environment): EnvironmentLayer {
  const result: EnvironmentLayer = { layer: {}, origins: new Map(), issues: [] }
  for (const [name, path] of Object.entries(paths)) {
    const text = variable(env, name)
    if (text === undefined) continue
    if (text.trim() === '') {
      result.issues.push(
        issue(path, 'environment', `${name} is empty; give it a value or unset it`),
      )
    }
    const companion = companions[name]
    const given = { path, value: fromText(text, schemaAt({}, path)) }
    for (const { path: at, value } of companion === undefined ? [given] : [companion, given]) {
      result.origins.set(at.join('.'), name)
      const part = nest(at, value)
      if (isObject(part)) result.layer = applyPatch(result.layer, part)
    }
  }
  return result
}
