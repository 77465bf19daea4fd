import type { LookupAddress } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { codeOf } from './failure.ts'

export interface LookUpOptions {
  /** Ends it at once. */
  signal: AbortSignal
  /** Name servers, as `127.0.0.1:5353`, in place of the system's. */
  servers?: readonly string[]
  /** In place of the system's. */
  hostsFile?: string
}

const systemHostsFile =
  process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts'

/** Another server, or the same one again, is asked after that. The one who calls limits the whole. */
const patience = { timeout: 2_000, tries: 2 }

/** Both families may fail; these say that the name or the record is not there. */
const notThere = new Set(['ENODATA', 'ENOTFOUND'])

/**
 * All addresses of a name: by the hosts file, else by the name servers of the system. `dns.lookup`, which asks the system itself, is
 * not used: it can't be ended, and Node has two threads for it as a rule, so that two names whose servers never answer would keep the
 * whole gateway from finding its chat services and its database. What else a system knows names by (mDNS, NetBIOS, LDAP) only tells
 * those of the inner network, which are refused anyway; nor are search domains added.
 * @throws Error with a `code`: `ENOTFOUND`, `ENODATA`, or another that may pass; the signal's reason
 */
export async function lookUp(hostname: string, options: LookUpOptions): Promise<LookupAddress[]> {
  const { signal, servers, hostsFile = systemHostsFile } = options
  const listed = await inHostsFile(hostname, hostsFile)
  signal.throwIfAborted()
  if (listed.length > 0) return listed
  // A new one each time, as the system's servers may change.
  const resolver = new Resolver(patience)
  if (servers !== undefined) resolver.setServers(servers)
  const cancel = () => {
    resolver.cancel()
  }
  signal.addEventListener('abort', cancel)
  try {
    return await ask(resolver, hostname)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function ask(resolver: Resolver, hostname: string): Promise<LookupAddress[]> {
  const results = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ])
  const found = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
  if (found.length > 0) return found.map(toLookupAddress)
  const errors = results.map((result): unknown =>
    result.status === 'rejected' ? result.reason : undefined,
  )
  throw errors.find((error) => !notThere.has(codeOf(error) ?? '')) ?? errors[0]
}

async function inHostsFile(hostname: string, path: string): Promise<LookupAddress[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const name = hostname.toLowerCase()
  return text
    .split('\n')
    .filter((line) => line.toLowerCase().includes(name))
    .map((line) => (line.split('#', 1)[0] ?? '').trim().toLowerCase().split(/\s+/))
    .filter(([address = '', ...names]) => isIP(address) !== 0 && names.includes(name))
    .map(([address = '']) => toLookupAddress(address))
}

const toLookupAddress = (address: string): LookupAddress => ({ address, family: isIP(address) })
