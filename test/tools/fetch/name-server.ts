import { Resolver } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { isIPv4 } from 'node:net'
import dns from 'dns2'
import { onTestFinished } from 'vitest'

const { Packet } = dns

/** What a name is answered with: a list of addresses, or another name in front of it. */
export interface Zone {
  addresses?: readonly string[]
  cname?: string
}

export interface NameServer {
  /** Its address, with the port. */
  address: string
  /** The names that were asked for, once for each type. */
  queries: string[]
  /** Asks it for both types, as the system's own look-up does. */
  lookup: (hostname: string) => Promise<LookupAddress[]>
}

/** A name server on loopback. Its answers live for no time at all; `answer` may give another one each time. */
export async function nameServer(answer: (name: string) => Zone | undefined): Promise<NameServer> {
  const queries: string[] = []
  const server = dns.createUDPServer((request, send) => {
    const [question] = request.questions
    const response = Packet.createResponseFromRequest(request)
    if (question !== undefined) {
      queries.push(question.name)
      response.answers = records(question, answer(question.name))
    }
    void send(response)
  })
  await server.listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  const resolver = new Resolver({ tries: 1, timeout: 2_000 })
  const address = `127.0.0.1:${server.address().port}`
  resolver.setServers([address])
  return { address, queries, lookup: (hostname) => lookUp(resolver, hostname) }
}

function records(question: dns.Packet.Question, zone: Zone = {}): dns.Packet.Resource[] {
  const { cname, addresses = [] } = zone
  const { A, AAAA, CNAME } = Packet.TYPE
  const found = addresses
    .filter((address) => question.type === (isIPv4(address) ? A : AAAA))
    .map((address) =>
      Packet.createResourceFromQuestion(question, {
        name: cname ?? question.name,
        address,
        ttl: 0,
      }),
    )
  if (cname === undefined) return found
  const alias = Packet.createResourceFromQuestion(question, { type: CNAME, domain: cname, ttl: 0 })
  return [alias, ...found]
}

async function lookUp(resolver: Resolver, hostname: string): Promise<LookupAddress[]> {
  const [v4, v6] = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ])
  if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason
  return [...listed(v4, 4), ...listed(v6, 6)]
}

const listed = (result: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] =>
  result.status === 'fulfilled' ? result.value.map((address) => ({ address, family })) : []
