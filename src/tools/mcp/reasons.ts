import { stat } from 'node:fs/promises'
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { McpHttpConfig, McpServerConfig, McpStdioConfig } from '../../generated/types.ts'
import { clip, oneLine } from './text.ts'

/** Why a server could not be connected to, and what to do, for those who configured it; without secrets. */
export async function reasonOf(
  error: unknown,
  { name, config, directory }: { name: string; config: McpServerConfig; directory: string },
): Promise<string> {
  const setting = `tools.mcpServers.${name}`
  if (error instanceof StreamableHTTPError) return httpReason(error, setting)
  if (error instanceof McpError) return protocolReason(error)
  const code = codeOf(error)
  if (code === undefined) return `It does not speak MCP: ${messageOf(error)}`
  if (config.type === 'http') return networkReason(code, config, setting)
  return programReason(code, { config, directory, setting })
}

/** What an error of the SDK says, without the prefix that it puts before the server's words. */
export const mcpMessage = ({ code, message }: McpError): string =>
  message.replace(`MCP error ${code}: `, '')

const requestTimeout: number = ErrorCode.RequestTimeout

export const hasTimedOut = ({ code }: McpError): boolean => code === requestTimeout

function protocolReason(error: McpError): string {
  if (hasTimedOut(error)) return 'It did not answer in time.'
  return `It refused: ${clip(oneLine(mcpMessage(error)), 200)}`
}

function httpReason({ code = -1 }: StreamableHTTPError, setting: string): string {
  if (code < 100) return `It did not answer as a server of MCP does. Check ${setting}.url.`
  if (code === 401 || code === 403) {
    return `It answered with HTTP ${code}. Check ${setting}.headers.`
  }
  if (code < 400) {
    return `It answered with HTTP ${code}, a redirect that is not followed. Check ${setting}.url.`
  }
  const advice = code < 500 ? ` Check ${setting}.url.` : ''
  return `It answered with HTTP ${code}.${advice}`
}

function networkReason(code: string, { url }: McpHttpConfig, setting: string): string {
  if (code === 'ERR_INVALID_URL') return `Its address is not a URL. Correct ${setting}.url.`
  // The path and the query may hold a secret.
  const { origin, hostname } = new URL(url)
  if (code === 'ECONNREFUSED') {
    return `Nothing answers at ${origin}. Start the server, or correct ${setting}.url.`
  }
  if (code === 'ENOTFOUND') return `There is no host ${hostname}. Correct ${setting}.url.`
  return `The connection to ${origin} failed (${code}).`
}

async function programReason(
  code: string,
  { config, directory, setting }: { config: McpStdioConfig; directory: string; setting: string },
): Promise<string> {
  const isThere = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const command = JSON.stringify(clip(config.command, 200))
  if (!isThere) {
    return `The folder ${JSON.stringify(clip(directory, 200))} is not there. Correct ${setting}.directory.`
  }
  if (code === 'ENOENT') {
    return `The program ${command} was not found. Install it, or correct ${setting}.command.`
  }
  if (code === 'EACCES') return `The program ${command} may not be run. Correct its permissions.`
  return `The program ${command} could not be started (${code}).`
}

/** The code of a failure of the system, which may be the cause of another error. */
function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return undefined
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? clip(oneLine(error.message), 200) : 'unknown'
