import { applyPatch } from '../../src/config/merge-patch.ts'
import { isObject } from '../../src/config/json.ts'
import { shapeIssues, toIssues } from '../../src/config/problems.ts'
import { invalidBody, misplaced, refuse } from '../../src/config/refusals.ts'
import { validateConfig } from '../../src/generated/config.ts'

/**
 * A patch may hold nearly anything; the contract is about what it makes of a configuration, here of the example's.
 * @throws GatewayError `invalid` naming each field of the patch, as the gateway does
 */
export function refuseWrongPatch(example: unknown, patch: unknown): void {
  if (!isObject(patch)) return
  refuse([...shapeIssues(patch), ...misplaced(patch)])
  const config = structuredClone(applyPatch(example, patch))
  if (!validateConfig(config)) throw invalidBody(toIssues(validateConfig.errors ?? [], config))
}
