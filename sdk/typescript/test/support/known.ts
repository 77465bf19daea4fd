/** What the tests and what they talk to both know. */

export const gatewayToken = 'test-gateway-token-0123456789'

/** As test/support/webhook-receiver.ts has it. */
export const webhookSecret = 'whsec_Y2FuYXJ5LXNlY3JldC1vZi10aGUtd2ViaG9vaw=='

export const houseConfig = {
  rateLimits: { enabled: false },
  channels: {
    support: {
      type: 'webhook',
      // Nobody receives there: what is sent stays queued.
      url: 'http://127.0.0.1:9/in',
      secret: webhookSecret,
      maxPerMinute: 100_000,
    },
  },
}
