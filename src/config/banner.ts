import { isAbsolute, relative } from 'node:path'
import { version } from '../generated/operations.ts'
import type { GatewayToken } from './gateway-token.ts'

interface Start {
  url: string
  token: GatewayToken
  cwd: string
  /** Whether a web chat is enabled. */
  hasChat: boolean
}

/** What a person sees at the start: the address, the token when it is new, the docs, and a line that works when pasted. */
export function banner(start: Start): string {
  const { url, token, cwd, hasChat } = start
  const file = token.file === undefined ? undefined : shortest(cwd, token.file)
  const inShell = file === undefined ? '$OPENCLAW_GATEWAY_TOKEN' : `$(cat ${quoted(file)})`
  return [
    `OpenClaw ${version} listens on ${url}`,
    ...(token.created ? [`Token (shown once, kept in ${file ?? ''}): ${token.token}`] : []),
    `Docs: ${url}/docs`,
    ...(hasChat ? [`Chat: ${url}/chat`] : []),
    `Try: curl -H "Authorization: Bearer ${inShell}" ${url}/api/status`,
    '',
  ].join('\n')
}

function shortest(cwd: string, file: string): string {
  const inside = relative(cwd, file)
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside
}

/** Plain names stay as they are. */
const quoted = (file: string): string =>
  /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`
