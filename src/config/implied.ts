import { isLoopback } from '../kernel/loopback.ts'
import { isObject, type JsonObject, own } from './json.ts'

const name = 'webchat'

/**
 * Adds what a configuration means without saying it: on loopback, where nobody else can reach it, a web chat, so that a first
 * start can be tried at once in a browser. Says nothing where another web chat is set; this one can be changed and disabled.
 * What was said of it while it was there stays right elsewhere, where it is disabled.
 * @param host where the gateway listens, or will
 */
export function withImplied(layer: JsonObject, host: unknown): JsonObject {
  const channels = own(layer, 'channels') ?? {}
  if (!isObject(channels)) return layer
  const given = own(channels, name)
  if (given !== undefined && !isObject(given)) return layer
  const implied = isLoopback(String(host)) && !hasOtherWebchat(channels)
  if (given === undefined && !implied) return layer
  const hidden = implied || given?.['type'] !== undefined ? {} : { enabled: false }
  const webchat = { type: 'webchat', ...hidden, ...given }
  return { ...layer, channels: { ...channels, [name]: webchat } }
}

const hasOtherWebchat = (channels: JsonObject): boolean =>
  Object.entries(channels).some(
    ([key, channel]) => key !== name && own(channel, 'type') === 'webchat',
  )
