import type { ChatFrames, chatPath } from '../../src/generated/chat.ts'
import { createComposer } from './composer.ts'
import { Connection, type ConnectionEvents } from './connection.ts'
import { Conversation } from './conversation.ts'
import { byId } from './elements.ts'
import { createLeaving } from './leaving.ts'
import { memory } from './memory.ts'
import { Outbox } from './outbox.ts'
import { Scroll } from './scroll.ts'
import { Waiting } from './waiting.ts'

const socketPath: typeof chatPath = '/chat/ws'
/** As many as a welcome can bring: with so many there may be older ones, and the greeting is not the beginning. */
const fullHistory = 100

const title = byId('title', HTMLHeadingElement)
const status = byId('status', HTMLParagraphElement)
const log = byId('log', HTMLDivElement)

const conversation = new Conversation()
const scroll = new Scroll()
const outbox = new Outbox({
  send: (frame) => {
    connection.send(frame)
  },
  changed: showWaiting,
})
const waiting = new Waiting({
  retry: (unsent) => {
    outbox.retry(unsent)
  },
  discard: (unsent) => {
    outbox.discard(unsent)
  },
})
const connection = new Connection(socketPath, {
  opened: hello,
  heard: hear,
  lost: () => {
    if (online) setOnline(false)
    outbox.pause()
  },
  obstructed: (why) => {
    setOnline(false, why)
  },
})
/** Of the conversation that is shown. */
let token: string | undefined
let online = false

const composer = createComposer((text) => {
  outbox.add(text)
  scroll.toEnd()
})
createLeaving(() => {
  memory.forget()
  composer.clear()
  changeConversation()
})
memory.watch({
  forgotten: composer.clear,
  token: () => {
    if (memory.token() !== token) changeConversation()
  },
  unsent: () => {
    outbox.changedElsewhere()
  },
})
showWaiting()
connection.restart()

function hello(): void {
  const known = memory.token()
  connection.send(known === undefined ? { type: 'hello' } : { type: 'hello', token: known })
}

function hear(frame: Parameters<ConnectionEvents['heard']>[0]): void {
  if (frame.type === 'welcome') welcome(frame)
  else if (frame.type === 'refused') outbox.refused(frame)
  else {
    if (frame.type === 'accepted') outbox.accepted(frame.id)
    const isAnswer = frame.message.from === 'operator'
    const isNew = conversation.add(frame.message, isAnswer)
    scroll.settle(isNew && isAnswer)
  }
}

function welcome(frame: ChatFrames['welcome']): void {
  const known = memory.token()
  // Another tab was faster to become somebody: a browser has one conversation.
  if (known !== undefined && known !== frame.token) {
    changeConversation()
    return
  }
  const isReturn = token === frame.token
  token = frame.token
  memory.setToken(token)
  title.textContent = frame.title
  document.title = frame.title
  if (!isReturn) keepSilent()
  if (frame.greeting !== undefined && frame.messages.length < fullHistory) {
    conversation.greet(frame.greeting)
  }
  const added = frame.messages.filter((message) => conversation.add(message, isReturn))
  scroll.settle(added.some(({ from }) => from === 'operator'))
  setOnline(true)
  outbox.resume()
}

/** A screen reader would read out the whole of an old conversation. */
function keepSilent(): void {
  log.ariaLive = 'off'
  setTimeout(() => {
    log.ariaLive = 'polite'
  }, 500)
}

function changeConversation(): void {
  token = undefined
  conversation.clear()
  connection.restart()
}

/** @param why it is not, where that is known */
function setOnline(now: boolean, why = 'Reconnecting…'): void {
  online = now
  status.dataset['state'] = now ? 'online' : 'offline'
  status.textContent = now ? 'Connected' : why
}

function showWaiting(): void {
  waiting.show(memory.unsent(), { online, problem: outbox.problem })
  scroll.settle()
}
