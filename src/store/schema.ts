import type {
  AttemptRow,
  ChannelCounter,
  EventRow,
  IdempotencyRow,
  JobRow,
  MessageRow,
  RunRow,
} from './store.ts'

/** The tables as they stand in the database. All times are milliseconds since 1970, flags are 0 or 1. */
export interface Database {
  sessions: {
    id: string
    channel: string
    user_id: string
    message_count: number
    last_activity: number
  }
  messages: {
    id: string
    session_id: string
    channel: string
    user_id: string
    direction: MessageRow['direction']
    message: string
    status: MessageRow['status']
    error: string | null
    external_id: string | null
    sender_id: string | null
    sender_name: string | null
    attempts: number
    retries: number
    /**
     * Set on one message of a session at most, the one whose turn it is: when its next attempt may begin (`queued`) or when
     * its lease ends (`sending`). Those behind it have null, so that a long queue costs the search for due ones nothing.
     */
    due_at: number | null
    /** The part that is next, from 1 on, and where it begins in the text, in UTF-16 units. */
    part: number
    text_offset: number
    uncertain_since: number | null
    created_at: number
    updated_at: number
  }
  attempts: {
    message_id: string
    number: number
    part: number
    time: number
    outcome: AttemptRow['outcome']
    reason: string | null
  }
  events: { id: number; type: EventRow['type']; time: number; payload: string }
  /** `channel` is empty for what belongs to no channel. */
  counters: { name: CounterName; channel: string; value: number }
  idempotency_keys: {
    caller: string
    key: string
    body_hash: string
    response: IdempotencyRow['response']
    expires_at: number
  }
  jobs: {
    id: string
    name: string
    schedule: string
    action: string
    enabled: number
    overlap: number
    missed: JobRow['missed']
  }
  positions: { job_id: string; schedule: string; position: number; missed: number }
  runs: {
    id: string
    job_id: string
    trigger: RunRow['trigger']
    outcome: RunRow['outcome']
    scheduled_for: number | null
    missed: number
    lease_until: number
    started_at: number
    finished_at: number | null
    result: string | null
    error: string | null
  }
  documents: { name: string; content: string }
}

export type CounterName = 'sessions' | ChannelCounter
