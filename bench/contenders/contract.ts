import { streamPath } from '../../src/generated/stream.ts'
import { accepted, type Handler } from '../../src/handlers/handler.ts'
import { createAdmission } from '../../src/http/admission.ts'
import { createApp } from '../../src/http/app.ts'
import { createListener, refuse } from '../../src/http/listener.ts'
import { newId } from '../../src/kernel/ids.ts'
import { StreamServer } from '../../src/ws/stream-server.ts'
import { routeUpgrades } from '../../src/ws/upgrades.ts'
import { serve, startOptions } from '../support/child.ts'
import { eventCommands } from '../support/event-commands.ts'
import { growContract } from '../support/grow.ts'
import { openHouse } from '../support/house.ts'
import { listen } from '../support/listen.ts'

/** The gateway as it is: every operation behind its contract, and the event stream. */
interface Options {
  folder: string
  /** How many copies of each operation the contract has besides. */
  copies?: number
  /** Messages are made in memory and forgotten. */
  volatile?: boolean
  /** The delivery worker runs. */
  deliver?: boolean
}

const { folder, copies = 0, volatile = false, deliver = false } = startOptions as Options

const sendNowhere: Handler<'sendMessage'> = ({ body }) => {
  const id = newId('message')
  const at = new Date().toISOString()
  const sessionId = newId('session')
  const times = { createdAt: at, updatedAt: at }
  return accepted(
    { id, sessionId, ...body, direction: 'outbound', status: 'queued', ...times },
    { Location: `/api/messages/${id}` },
  )
}

const handlers = growContract(copies)
const house = await openHouse(folder)
const app = createApp(house, volatile ? { ...handlers, sendMessage: sendNowhere } : handlers)
const server = createListener(app)
const { events } = house.gateway
const streams = new StreamServer({ events, log: house.log, admit: createAdmission(house) })
server.on('upgrade', routeUpgrades({ [streamPath]: streams }, refuse))
if (deliver) await house.standalone.start()
serve(await listen(server), eventCommands(house.store))
