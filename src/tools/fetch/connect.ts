import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { blaming, codeOf, notPublic, urlFailure } from './failure.ts'
import type { Network } from './network.ts'
import type { Target } from './target.ts'

const unreachable = 'could not be reached'

/**
 * Opens a connection to a public address and to no other: the name is looked up once, all of its addresses are checked, only these are
 * connected to, and the one that the socket has really got is checked again before anything is sent.
 * @param signal closes the connection, also later
 * @throws ToolFailure; the signal's reason
 */
export async function connect(
  target: Target,
  network: Network,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = target.isAddress ? [] : await publicAddresses(target, network, signal)
  const socket = await blaming(unreachable, () => open(target, addresses, signal))
  const { remoteAddress } = socket
  if (remoteAddress === undefined || !network.isPublic(remoteAddress, target.port)) {
    socket.destroy()
    throw remoteAddress === undefined ? urlFailure(unreachable) : notPublic()
  }
  if (target.url.protocol === 'http:') return socket
  return blaming('could not be trusted: its TLS failed', () =>
    secure(socket, { target, network, signal }),
  )
}

async function publicAddresses(
  { host, port }: Target,
  network: Network,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const addresses = await orAborted(lookUp(host, network, signal), signal)
  // One that is not public is enough: the next look-up may give only that one.
  const arePublic = addresses.every(({ address }) => network.isPublic(address, port))
  if (addresses.length === 0 || !arePublic) throw notPublic()
  return addresses
}

async function lookUp(
  host: string,
  { lookup }: Network,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  try {
    return await lookup(host, signal)
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    throw mayPass.has(code) ? urlFailure('could not be looked up; try again', error) : notPublic()
  }
}

/** The name servers could not be asked, or could not ask others. */
const mayPass = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EREFUSED', 'ESERVFAIL', 'ETIMEOUT'])

async function open(
  { host, port }: Target,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<Socket> {
  const socket = connectTcp({
    host,
    port,
    signal,
    // All of them are tried in turn. Node asks for a list when there may be more than one, and it is not called for an address.
    autoSelectFamily: true,
    lookup: (_host, _options, done) => {
      done(null, [...addresses])
    },
  })
  return await established(socket, 'connect', signal)
}

async function secure(
  socket: Socket,
  { target, network, signal }: { target: Target; network: Network; signal: AbortSignal },
): Promise<Socket> {
  const { certificateAuthority: ca } = network
  const tls = connectTls({
    socket,
    host: target.host,
    // The name of an address would break the handshake.
    ...(!target.isAddress && { servername: target.host }),
    ...(ca !== undefined && { ca }),
    ALPNProtocols: ['http/1.1'],
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
  })
  return await established(addAbortSignal(signal, tls), 'secureConnect', signal)
}

async function established<T extends Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<T> {
  // The signal's error comes when nobody waits for one any more.
  socket.on('error', () => undefined)
  try {
    await once(socket, event, { signal })
    return socket
  } catch (error) {
    socket.destroy()
    signal.throwIfAborted()
    throw error
  }
}

/** Whether or not a look-up ends with the signal, nobody waits for it any more. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject)
  })
