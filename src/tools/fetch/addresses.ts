import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.parse>

/** Where Azure keeps what its machines may know. All other metadata services have addresses that are not public anyway. */
const azure = ipaddr.parse('168.63.129.16')

/**
 * All IPv6 addresses that have been given out. ipaddr.js calls `unicast` what is in none of its ranges, among it `::7f00:1`, which
 * embeds 127.0.0.1.
 */
const assigned = ipaddr.parse('2000::')
const assignedBits = 3

/**
 * Whether an address belongs to the public internet. None does that is loopback, private, link-local, shared, unique-local, multicast,
 * reserved, for documentation or benchmarks, or that embeds an IPv4 address, and none of this machine: what listens on it may count on a
 * firewall that stands in front.
 * @param address as the operating system writes it; anything else is not public
 * @param own addresses of this machine, as those of its network interfaces
 */
export function isPublicAddress(address: string, own: readonly string[] = interfaces()): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast' || isWithin(parsed, azure, 32)) return false
  if (parsed.kind() === 'ipv6' && !isWithin(parsed, assigned, assignedBits)) return false
  return !own.some((mine) => isNear(parsed, ipaddr.parse(mine)))
}

/** IPv4: the same. IPv6: in the same network, since the inner network has public addresses there. */
const isNear = (address: Address, mine: Address): boolean =>
  isWithin(address, mine, mine.kind() === 'ipv4' ? 32 : 64)

const isWithin = (address: Address, network: Address, bits: number): boolean =>
  address.kind() === network.kind() && address.match(network, bits)

const interfaces = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address))
