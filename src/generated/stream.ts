// Generated from spec/ by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv'
import * as code from './stream-validator.ts'
import type * as types from './types.ts'

export const streamPath = "/ws"

export interface StreamQuery {
  after?: types.EventId
  types?: string
  access_token?: string
}

export const validateStreamQuery = code.StreamQuery as unknown as ValidateFunction<StreamQuery>
