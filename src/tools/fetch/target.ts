import { isIP } from 'node:net'
import { notPublic, urlFailure } from './failure.ts'
import type { Network } from './network.ts'
import { isBlockedPort } from './ports.ts'

/** Where a request goes. */
export interface Target {
  url: URL
  /** A name without the dot that may end it, or an address without brackets. */
  host: string
  isAddress: boolean
  port: number
}

const defaultPorts: Partial<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** Names that only mean something inside of a network, whatever a resolver says: RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`. */
const innerNames = ['localhost', 'local', 'internal', 'home.arpa']

/**
 * Reads a URL and checks all that can be known of it without the network. An address may be written in any way: the URL standard has one
 * form for each.
 * @param allowedHosts names, or `*.example.com`; undefined allows all
 * @throws ToolFailure
 */
export function checkTarget(
  url: URL,
  { allowedHosts, isPublic }: Pick<Network, 'isPublic'> & AllowedHosts,
): Target {
  const defaultPort = defaultPorts[url.protocol]
  if (defaultPort === undefined) throw urlFailure('is not an http or https URL')
  if (url.username !== '' || url.password !== '') {
    throw urlFailure('holds a user name or a password, which belongs into the header Authorization')
  }
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '')
  const target = {
    url,
    host,
    isAddress: isIP(host) !== 0,
    port: url.port === '' ? defaultPort : Number(url.port),
  }
  if (isBlockedPort(target.port))
    throw urlFailure(`uses port ${target.port}, which is not for HTTP`)
  if (allowedHosts?.some((pattern) => matches(pattern, host)) === false) {
    throw urlFailure('leads to a host that tools.fetch.allowedHosts does not name')
  }
  const isInside = target.isAddress ? !isPublic(host, target.port) : isInnerName(host)
  if (isInside) throw notPublic()
  return target
}

export interface AllowedHosts {
  allowedHosts: readonly string[] | undefined
}

const matches = (pattern: string, host: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern

const isInnerName = (host: string): boolean =>
  innerNames.some((name) => host === name || host.endsWith(`.${name}`))
