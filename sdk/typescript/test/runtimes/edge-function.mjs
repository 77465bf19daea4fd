import * as sdk from '@openclaw/sdk'
import { answer } from './answer.mjs'

// Replaced when it is bundled, as is usual there: it has no environment at run time.
const {
  OPENCLAW_BASE_URL: baseUrl,
  OPENCLAW_GATEWAY_TOKEN: token,
  OPENCLAW_MOCK_URL: mockUrl,
} = globalThis.process.env

globalThis.addEventListener('fetch', (event) => {
  const claw = new sdk.OpenClaw({ baseUrl, token })
  event.respondWith(answer(event.request, sdk, { claw, mockUrl }))
})
