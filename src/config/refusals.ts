import type { Config, ConfigPatch, Issue } from '../generated/types.ts'
import { conflict, GatewayError, invalid } from '../kernel/errors.ts'
import { type ConfigError, invalidConfig } from './config-error.ts'
import type { BaseLayer } from './load-config.ts'
import { bounded, issue } from './problems.ts'

const notForPatches = ['dataDir', 'databaseUrl'] as const satisfies (keyof Config)[]

export const misplaced = (patch: ConfigPatch): Issue[] =>
  notForPatches
    .filter((key) => Object.hasOwn(patch, key))
    .map((key) =>
      issue(
        [key],
        'notForPatches',
        'says where patches are kept: set it in the file or environment',
      ),
    )

export function refuse(issues: Issue[]): void {
  if (issues.length > 0) throw invalidBody(issues)
}

export function invalidBody(issues: Issue[]): GatewayError {
  const fields = issues.map(({ field, ...rest }) => ({ ...rest, field: `body.${field}` }))
  const [first, ...others] = bounded(fields)
  if (first === undefined) return new GatewayError('invalid', 'The configuration is not valid.')
  return invalid(first, ...others)
}

export const stale = (): GatewayError =>
  conflict({
    field: 'header.if-match',
    rule: 'etag',
    message: 'names another state: the configuration has changed since; read it again',
  })

export const foreign = (): GatewayError =>
  new GatewayError(
    'conflict',
    'Another gateway changed the configuration, and it does not fit here.',
  )

/** What a part said to the caller goes on to the caller, as fields of the patch; else it is a fault of ours. */
export function notApplied(error: unknown): GatewayError {
  if (error instanceof GatewayError) {
    const { issues } = error.details
    return issues === undefined ? error : invalidBody(issues)
  }
  const message = 'The configuration could not be applied; everything is as it was.'
  return new GatewayError('internal', message, { cause: error })
}

export const unusable = ({ file }: BaseLayer, issues: Issue[]): ConfigError =>
  invalidConfig({
    title: `The next start could not use the configuration (${file ?? 'there is no file'}):`,
    issues,
    remedy: 'Correct this.',
  })

export const misfit = ({ file }: BaseLayer, issues: Issue[]): ConfigError =>
  invalidConfig({
    title: `The patches of the configuration that are kept in the store do not fit ${file ?? 'the environment'} any more:`,
    issues,
    remedy:
      'Put back what was there and change it with PATCH /api/config to fit; or start with --reset-patches, which takes ' +
      'back all patches.',
  })
