import { attemptTable } from './queries/attempts.ts'
import { channelCountTable } from './queries/counters.ts'
import { documentTable } from './queries/documents.ts'
import { eventTable } from './queries/events.ts'
import { idempotencyTable } from './queries/idempotency.ts'
import { jobTable } from './queries/jobs.ts'
import { messageTable } from './queries/messages.ts'
import { positionTable } from './queries/positions.ts'
import { runTable } from './queries/runs.ts'
import { sessionTable } from './queries/sessions.ts'
import type { Scope } from './scope.ts'
import type { Tables } from './store.ts'

export const createTables = (scope: Scope): Tables => ({
  sessions: sessionTable(scope),
  messages: messageTable(scope),
  attempts: attemptTable(scope),
  events: eventTable(scope),
  channelCounts: channelCountTable(scope),
  idempotency: idempotencyTable(scope),
  jobs: jobTable(scope),
  positions: positionTable(scope),
  runs: runTable(scope),
  documents: documentTable(scope),
})
