import type { APIGatewayBotInfo } from 'discord-api-types/v10'

type SessionLimit = APIGatewayBotInfo['session_start_limit']

/** More than any bot has. */
const mostShards = 10_000

const isObject = (body: unknown): body is object => typeof body === 'object' && body !== null

export const has = <K extends string>(body: unknown, key: K): body is Record<K, string> =>
  isObject(body) && typeof Reflect.get(body, key) === 'string'

/** The library connects to whatever it is given, and throws where it can't. */
export const isGatewayUrl = (url: unknown): url is string =>
  typeof url === 'string' && /^wss?:/.test(url) && URL.canParse(url) && !url.includes('#')

/** Whether as many connections can be made as it asks for. */
export function isGatewayInfo(body: unknown): body is APIGatewayBotInfo {
  if (!isObject(body)) return false
  const { url, shards, session_start_limit: limit } = body as Partial<APIGatewayBotInfo>
  return isGatewayUrl(url) && isCount(shards) && isObject(limit) && isLimit(limit)
}

const isLimit = ({ remaining, reset_after, max_concurrency }: Partial<SessionLimit>): boolean =>
  Number.isFinite(remaining) && Number.isFinite(reset_after) && isCount(max_concurrency)

const isCount = (count: unknown): boolean =>
  Number.isSafeInteger(count) && Number(count) >= 1 && Number(count) <= mostShards
