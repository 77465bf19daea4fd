import type { Hooks, Logger } from '../../src/index.ts'
import { openScriptedClient, type Script } from './scripted.ts'

interface Heard {
  name: string
  told: Record<string, unknown>
}

/** Hooks and a logger that keep all that they get. */
export function listen(): { heard: Heard[]; hooks: Required<Hooks>; logger: Logger } {
  const heard: Heard[] = []
  const hook = (name: string) => (told: object) => {
    heard.push({ name, told: { ...told } })
  }
  const log = (name: string) => (text: string, details?: object) => {
    heard.push({ name, told: { text, ...details } })
  }
  return {
    heard,
    hooks: {
      onRequest: hook('onRequest'),
      onResponse: hook('onResponse'),
      onRetry: hook('onRetry'),
    },
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
  }
}

/** A client whose hooks are these and no others. */
export const openListening = async (steps: Script['steps'], listening = listen()) => {
  const { heard, hooks, logger } = listening
  const { claw, url, requests } = await openScriptedClient({ steps })
  return { claw: claw.withOptions({ hooks, logger }), url, requests, heard }
}
