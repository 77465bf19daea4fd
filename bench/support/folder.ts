import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillSessions } from './sessions.ts'

export const token = 'bench-gateway-token-0123456789'

/** The file that the tool `read` is asked for. */
export const sampleFile = { name: 'note.txt', bytes: 1024 }

export interface Folder extends AsyncDisposable {
  path: string
}

/** A folder that is gone afterwards. */
export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'openclaw-bench-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const webhook = (url: string) => ({ type: 'webhook', url, secret: `whsec_${'A'.repeat(32)}` })

/**
 * The state that a gateway starts on: a configuration without rate limits, a database with sessions, a file in the
 * workspace.
 * @param webhookUrl where messages to the channel `support` are posted
 * @param hangingUrl the same of a channel `stuck`, whose messages are tried again as soon as they were given up
 */
export async function gatewayFolder({
  sessions,
  webhookUrl = 'http://127.0.0.1:9/',
  hangingUrl,
}: {
  sessions: number
  webhookUrl?: string
  hangingUrl?: string
}): Promise<Folder> {
  const folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await writeFile(
    join(folder.path, 'openclaw.json'),
    JSON.stringify({
      port: 0,
      dataDir,
      // A client that the load ends with leaves requests behind.
      logging: { level: 'fatal' },
      rateLimits: { enabled: false },
      channels: {
        support: webhook(webhookUrl),
        ...(hangingUrl === undefined ? {} : { stuck: webhook(hangingUrl) }),
      },
      ...(hangingUrl === undefined ? {} : { delivery: { retryDelays: Array(50).fill(0) } }),
    }),
  )
  await fillSessions(dataDir, sessions)
  await mkdir(join(dataDir, 'workspace'))
  await writeFile(join(dataDir, 'workspace', sampleFile.name), 'x'.repeat(sampleFile.bytes))
  return folder
}
