import { createServer } from 'node:http'
import { serve } from '../support/child.ts'
import { listen } from '../support/listen.ts'

/** Takes every webhook. */
let received = 0

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    received += 1
    response.writeHead(204).end()
  })
})
serve(await listen(server), { received: () => received })
