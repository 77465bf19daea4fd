import { createServer } from 'node:http'
import { serve, startOptions } from '../support/child.ts'
import { listen } from '../support/listen.ts'

/** Takes every webhook, and answers unless it hangs. */
const { hangs = false } = startOptions as { hangs?: boolean }
let received = 0

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    received += 1
    if (!hangs) response.writeHead(204).end()
  })
})
serve(await listen(server), { received: () => received })
