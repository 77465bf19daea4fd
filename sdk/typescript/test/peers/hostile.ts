import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeHttp, listen } from './listening.ts'
import type { Peer } from './peer-server.ts'
import { permit } from './scripted.ts'

/** What is done with each socket: a frame is sent, it is closed, nothing is read from it any more, or nothing. */
export type Act = { send: string } | { close: number; reason: string } | 'pause' | 'nothing'

export interface Hostile extends Peer {
  /** The request of each socket. */
  readonly opened: { url: string; authorization: string | undefined }[]
  /** How often HTTP was asked. */
  readonly asked: number
}

/** Something that opens every socket, does this with it, and answers everything else with this. */
export async function openHostile(act: Act, answer: unknown): Promise<Hostile> {
  const opened: Hostile['opened'] = []
  let asked = 0
  const server = createServer((request, response) => {
    permit(request, response)
    if (response.writableEnded) return
    asked += 1
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, { url, headers }) => {
    opened.push({ url: String(url), authorization: headers.authorization })
    socket.on('error', () => undefined)
    perform(act, socket)
  })
  return {
    url: await listen(server),
    opened,
    get asked() {
      return asked
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      await closeHttp(server)
    },
  }
}

function perform(act: Act, socket: WebSocket): void {
  if (act === 'nothing') return
  if (act === 'pause') socket.pause()
  else if ('send' in act) socket.send(act.send)
  else socket.close(act.close, act.reason)
}
