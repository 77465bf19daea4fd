import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isAbsolute, join, resolve } from 'node:path'
import { childEnvironment } from './config/child-environment.ts'
import type { Environment } from './config/environment.ts'
import { gatewayToken } from './config/gateway-token.ts'
import type { StartOptions } from './config/command-line.ts'
import { clearOverlay } from './config/overlay.ts'
import { followFile } from './config/follow-file.ts'
import { LiveConfig, type LiveConfigOptions } from './config/live-config.ts'
import { loadConfig } from './config/load-config.ts'
import { removeAddress, writeAddress } from './config/address-file.ts'
import { banner } from './config/banner.ts'
import { startIssues } from './config/start-check.ts'
import { refuseExposing } from './config/workspace-place.ts'
import { checkConfig } from './gateway/config-rules.ts'
import { openStandalone, type Standalone } from './gateway/standalone.ts'
import { chatPath } from './generated/chat.ts'
import { allScopes } from './generated/operations.ts'
import { streamPath } from './generated/stream.ts'
import type { Config } from './generated/types.ts'
import { handlers } from './handlers/all.ts'
import { createAdmission, createVisitorAdmission, staysAdmitted } from './http/admission.ts'
import { createApp } from './http/app.ts'
import { Authenticator } from './http/auth.ts'
import { Contract } from './http/contract.ts'
import type { House } from './http/enforce.ts'
import { Limits } from './http/limits.ts'
import { createListener, refuse, requestsEnded } from './http/listener.ts'
import { followExpiry } from './http/token-expiry.ts'
import { createLog } from './kernel/log.ts'
import { openStore } from './store/open-store.ts'
import { ChatServer } from './ws/chat-server.ts'
import { StreamServer } from './ws/stream-server.ts'
import { routeUpgrades } from './ws/upgrades.ts'

export interface ServerOptions extends StartOptions {
  env: Environment
  cwd: string
  /** Where the log and the first lines go; standard output where it is not given. */
  output?: { write(text: string): unknown }
}

export interface RunningServer {
  url: string
  /** Finishes what is in flight, within seconds, and ends. */
  close(): Promise<void>
}

/** What is in flight at the end has this long: some seconds less than the process itself. Requests leave some of it to the rest. */
const stopMs = 7_000
const requestsMs = 4_000
const refreshMs = 1_000

/** Configuration, store, gateway, HTTP and WebSockets: each made once, and closed in the opposite order. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {
    base,
    config: initial,
    gatewayToken: given,
  } = await loadConfig({ ...options, check: checkConfig })
  const log = createLog(initial.logging.level, options.output)
  const inCwd = (path: string): string => (isAbsolute(path) ? path : resolve(options.cwd, path))
  const dataDir = inCwd(initial.dataDir)
  await using opened = new AsyncDisposableStack()
  const store = opened.use(await openStore({ databaseUrl: initial.databaseUrl, dataDir, log }))
  // One that was killed has left its address, and is not there to be asked.
  if (store.exclusive) await removeAddress(dataDir)
  const token = await gatewayToken({ token: given, dataDir })
  if (options.resetPatches === true) await store.write(clearOverlay)
  const own = [dataDir, ...(base.file === undefined ? [] : [base.file])]
  // The port that was free, when 0 asked for one, is in use by this gateway itself.
  const listening: Config[] = []
  const config = await openConfig({
    base,
    store,
    log,
    startIssues: (next, known) => startIssues(next, [...known, ...listening], options.cwd, own),
  })
  opened.defer(followFile(config, { ...options, check: checkConfig }))
  const workspace = inCwd(config.current.tools.workspace ?? join(dataDir, 'workspace'))
  await refuseExposing(workspace, own)
  const environment = childEnvironment(options.env)
  const standalone = await openStandalone({ store, config, log, workspace, environment })
  const house = houseOf({ gateway: standalone.gateway, gatewayToken: token.token, config, log })
  opened.defer(() => {
    house.limits.close()
  })
  const server = createListener(createApp(house, handlers))
  if (!store.exclusive) opened.defer(followPatches(config))
  const sockets = openSockets(house, server)
  opened.defer(endRefused(sockets, { house, config }))
  opened.defer(() => stop({ server, sockets, standalone }))
  const url = await listen(server, config.current)
  listening.push({ ...config.current, port: Number(new URL(url).port) })
  if (store.exclusive) {
    await writeAddress(dataDir, url)
    opened.defer(() => removeAddress(dataDir))
  }
  await standalone.start()
  // Last: whoever reads it may use the gateway, or end it, at once.
  const output = options.output ?? process.stdout
  output.write(banner({ url, token, cwd: options.cwd, hasChat: hasWebchat(config.current) }))
  const resources = opened.move()
  return { url, close: () => resources.disposeAsync() }
}

/** The configuration while the gateway runs; the log follows it from here on. */
async function openConfig(options: LiveConfigOptions): Promise<LiveConfig> {
  const config = await LiveConfig.open({ ...options, check: checkConfig })
  const { log } = options
  log.level = config.current.logging.level
  config.onChange(({ logging }) => {
    log.level = logging.level
  })
  return config
}

/** What the edges enforce the contract with. */
function houseOf({
  gateway,
  gatewayToken,
  config: live,
  log,
}: Pick<House, 'gateway' | 'log'> & { gatewayToken: string; config: LiveConfig }): House {
  const config = () => live.current
  return {
    gateway,
    authenticator: new Authenticator({ gatewayToken, scopes: allScopes, config }),
    limits: new Limits(() => config().rateLimits.enabled),
    contract: new Contract(),
    config,
    log,
  }
}

interface WebSockets {
  streams: StreamServer
  chat: ChatServer
}

/** The event stream and the web chat, on the HTTP server's port. */
function openSockets(house: House, server: Server): WebSockets {
  const { gateway, log } = house
  const { events, chat } = gateway
  const streams = new StreamServer({ events, log, admit: createAdmission(house) })
  const visitors = new ChatServer({ chat, events, log, ...createVisitorAdmission(house) })
  const onUpgrade = routeUpgrades(
    { [streamPath]: streams, [chatPath]: visitors },
    (socket, error) => {
      refuse(socket, error, log)
    },
  )
  server.on('upgrade', onUpgrade)
  return { streams, chat: visitors }
}

/** Ends at once the sockets of those who may not have one any more. @returns a function that ends that */
function endRefused(
  { streams, chat }: WebSockets,
  { house, config }: { house: House; config: LiveConfig },
): () => void {
  const reviewStreams = (): void => {
    streams.review((caller) => staysAdmitted(house.authenticator, caller))
  }
  config.onChange(() => {
    reviewStreams()
    chat.review()
  })
  return followExpiry(house.authenticator, reviewStreams)
}

const hasWebchat = ({ channels }: Config): boolean =>
  Object.values(channels).some(({ type, enabled }) => type === 'webchat' && enabled)

/** Other gateways on the same store may change the configuration too. */
function followPatches(config: LiveConfig): () => void {
  const timer = setInterval(() => void config.refresh(), refreshMs).unref()
  return () => {
    clearInterval(timer)
  }
}

async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening')
  const { address, port: bound, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`
}

interface Running {
  server: Server
  sockets: WebSockets
  standalone: Standalone
}

/** Takes no new connections, lets requests end, then the sockets, which have seen what those requests did, then the rest. */
async function stop({ server, sockets, standalone }: Running): Promise<void> {
  const deadline = AbortSignal.timeout(stopMs)
  standalone.announceStop()
  const closed = server.listening ? once(server, 'close') : undefined
  server.close()
  const cutOff = setTimeout(() => {
    server.closeAllConnections()
  }, requestsMs)
  await requestsEnded(server)
  clearTimeout(cutOff)
  await Promise.all([sockets.streams.close(deadline), sockets.chat.close(deadline)])
  await standalone.stop(deadline)
  server.closeAllConnections()
  await closed
}
