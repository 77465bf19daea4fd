import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isAbsolute, join, resolve } from 'node:path'
import type { Environment } from './config/environment.ts'
import { gatewayToken } from './config/gateway-token.ts'
import type { StartOptions } from './config/command-line.ts'
import { clearOverlay } from './config/overlay.ts'
import { followFile } from './config/follow-file.ts'
import { LiveConfig } from './config/live-config.ts'
import { loadConfig } from './config/load-config.ts'
import { banner } from './config/banner.ts'
import { jobIssues } from './cron/job-list.ts'
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
const refreshMs = 5_000

/** What the schema can't say: a configuration that would not start is refused when it is written. */
const check = ({ cron }: Config) => jobIssues(cron.jobs)

/** Configuration, store, gateway, HTTP and WebSockets: each made once, and closed in the opposite order. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { base, config: initial, gatewayToken: given } = await loadConfig({ ...options, check })
  const log = createLog(initial.logging.level, options.output)
  const inCwd = (path: string): string => (isAbsolute(path) ? path : resolve(options.cwd, path))
  const dataDir = inCwd(initial.dataDir)
  await using opened = new AsyncDisposableStack()
  const store = opened.use(await openStore({ databaseUrl: initial.databaseUrl, dataDir, log }))
  const token = await gatewayToken({ token: given, dataDir })
  if (options.resetPatches === true) await store.write(clearOverlay)
  const config = await LiveConfig.open({ base, store, log, check })
  log.level = config.current.logging.level
  opened.defer(followFile(config, { ...options, check }))
  config.onChange(({ logging }) => {
    log.level = logging.level
  })
  const { workspace } = config.current.tools
  const standalone = await openStandalone({
    store,
    config,
    log,
    workspace: workspace === undefined ? join(dataDir, 'workspace') : inCwd(workspace),
  })
  const house = {
    gateway: standalone.gateway,
    authenticator: new Authenticator({
      gatewayToken: token.token,
      scopes: allScopes,
      config: () => config.current,
    }),
    limits: new Limits(() => config.current.rateLimits.enabled),
    contract: new Contract(),
    config: () => config.current,
    log,
  }
  opened.defer(() => {
    house.limits.close()
  })
  const server = createListener(createApp(house, handlers))
  if (!store.exclusive) opened.defer(followPatches(config))
  const sockets = openSockets(house, server)
  config.onChange(() => {
    sockets.streams.review((caller) => staysAdmitted(house.authenticator, caller))
    sockets.chat.review()
  })
  opened.defer(() => stop({ server, sockets, standalone }))
  const url = await listen(server, config.current)
  const output = options.output ?? process.stdout
  output.write(banner({ url, token, cwd: options.cwd, hasChat: hasWebchat(config.current) }))
  await standalone.start()
  const resources = opened.move()
  return { url, close: () => resources.disposeAsync() }
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
