import { env } from 'cloudflare:workers'
import * as sdk from '@openclaw/sdk'
import { answer } from './answer.mjs'

const {
  OPENCLAW_BASE_URL: baseUrl,
  OPENCLAW_GATEWAY_TOKEN: token,
  OPENCLAW_MOCK_URL: mockUrl,
} = env

// One for all requests, from the environment where the Worker has one. Outside of requests it may set no timer, draw no random number and
// connect to nothing.
const claw = new sdk.OpenClaw(globalThis.process === undefined ? { baseUrl, token } : {})

export default { fetch: (request) => answer(request, sdk, { claw, mockUrl }) }
