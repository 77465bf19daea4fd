/** The tests that run once more with Prism in front of their servers. */
export const throughPrism = [
  'test/acceptance/reference.test.ts',
  'test/acceptance/telegram.test.ts',
  'test/config/implied.test.ts',
  'test/config/suite/concurrent-patches.test.ts',
  'test/config/suite/every-key.test.ts',
  'test/config/suite/live-effects.test.ts',
  'test/config/suite/secrets-everywhere.test.ts',
  'test/config/value-rules.test.ts',
  'test/config/workspace-place.test.ts',
  'test/gateway/channel-errors.test.ts',
  'test/gateway/config-rules.test.ts',
  'test/gateway/leftovers.test.ts',
  'test/http/canaries-at-start.test.ts',
  'test/http/canaries.test.ts',
  'test/http/chat-page.test.ts',
  'test/http/config.test.ts',
  'test/http/docs.test.ts',
  'test/http/documents.test.ts',
  'test/http/enforcement.test.ts',
  'test/http/handler-request.test.ts',
  'test/http/health.test.ts',
  'test/http/leaving.test.ts',
  'test/http/limits.test.ts',
  'test/http/manners.test.ts',
  'test/http/messages.test.ts',
  'test/http/parameters.test.ts',
  'test/http/path-index.test.ts',
  'test/http/token-bounds.test.ts',
  'test/http/transfer.test.ts',
  'test/http/webhooks.test.ts',
  'test/ws/chat-admission.test.ts',
  'test/ws/chat-change.test.ts',
  'test/ws/chat-conversation.test.ts',
  'test/ws/closing.test.ts',
  'test/ws/replay.test.ts',
  'test/ws/upgrade.test.ts',
]

const ownProcess =
  'has gateways in processes of their own, at ports that they are given, and ends them'
const ownPort = 'looks at the port that the server itself listens on'
const slow = 'waits ten seconds for the clock, and asks nothing that others of these do not'

/** Those with a server that do not, with the reason. */
export const pastPrism: Record<string, string> = {
  'test/acceptance/kill.test.ts': ownProcess,
  'test/acceptance/retry-after.test.ts': ownProcess,
  'test/acceptance/shutdown.test.ts': ownProcess,
  'test/acceptance/slow-consumer.test.ts': ownProcess,
  'test/acceptance/steps.test.ts': ownProcess,
  'test/commands/token-running.test.ts':
    'gives a command of another process the address of its server',
  'test/config/suite/start-check.test.ts': ownPort,
  'test/cron/real-time.test.ts': slow,
  'test/events/two-gateways.test.ts':
    'sends hundreds of messages at once for the order of their events: judged one by one they take longer than it may',
  'test/http/breach.test.ts':
    'has handlers that break the contract on purpose, one with a status that goes out',
  'test/http/docs-readers.test.ts':
    'measures the memory of its own process, in which Prism would hold every byte',
  'test/http/malformed-http.test.ts':
    'sends bytes that no HTTP client would, and that no proxy hands on',
}
